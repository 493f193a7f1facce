package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConstantMemoryTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final int ENTRIES = 300_000;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path directory;

  /** ML-DSA signs the message itself, and the JDK's would keep all of it. */
  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256_SHA256", "ML_DSA_65"})
  void write_manyEntries_allocatesNothingPerEntry(SignatureScheme scheme) throws IOException {
    TestPki pki = new TestPki(scheme, NOW);
    CrlContent content = new CrlContent(pki.partition(), 1, NOW, NOW.plus(Duration.ofHours(36)));
    Path file = directory.resolve("large.crl");
    try (EntrySpool entries = new EntrySpool(directory)) {
      fill(entries);
      long before = allocated();
      CrlWriter.write(content, entries, pki.key(), file);
      CheckedCrl checked = CrlCheck.check(file, content, ENTRIES);
      assertThat(EntryComparison.same(file, entries)).isTrue();
      VanishedEntries.find(file, entries, (serial, _) -> fail(HexFormat.of().formatHex(serial)));
      try (EntrySpool unchanged = new EntrySpool(directory)) {
        assertThat(DeltaComparison.agree(file, unchanged, entries)).isTrue();
      }
      assertThat(allocated() - before).isLessThan(4 * MEBIBYTE);
      assertThat(checked.size()).isGreaterThan(12 * MEBIBYTE);
    }
  }

  @Test
  void add_manyEntries_leavesNoFileBehind() throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      fill(entries);
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private static void fill(EntrySpool entries) throws IOException {
    byte[] serial = new byte[16];
    serial[0] = 1;
    for (int i = 0; i < ENTRIES; i++) {
      serial[13] = (byte) (i >>> 16);
      serial[14] = (byte) (i >>> 8);
      serial[15] = (byte) i;
      entries.add(serial, NOW.toEpochMilli() + i, RevocationReason.AFFILIATION_CHANGED);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
