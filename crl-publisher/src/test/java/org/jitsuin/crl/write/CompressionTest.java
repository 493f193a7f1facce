package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jitsuin.base.model.RevocationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {
  private static final long NOW = 1_761_523_200_000L;
  private final Random random = new Random(20251027);
  @TempDir private Path directory;

  private Path file(byte[] octets) throws IOException {
    return Files.write(directory.resolve("a.crl"), octets);
  }

  private Path packed() {
    return directory.resolve("a.crl.gz");
  }

  /** Entries as they are: numbers that begin with the time of issue, ten octets of them random. */
  private byte[] entries(int count) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (EntrySpool spool = new EntrySpool(directory)) {
      for (int i = 0; i < count; i++) {
        byte[] serial = new byte[16];
        random.nextBytes(serial);
        long issued = NOW + i * 50_000L;
        for (int octet = 0; octet < 6; octet++) {
          serial[octet] = (byte) (issued >>> (40 - 8 * octet));
        }
        long revoked = NOW + (long) (random.nextDouble() * 365 * 86_400_000L);
        spool.add(serial, revoked, RevocationReason.AFFILIATION_CHANGED);
      }
      spool.read().transferTo(all);
    }
    return all.toByteArray();
  }

  @Test
  void apply_entriesAsTheyAre_isWorthIt() throws IOException {
    byte[] octets = entries(20_000);
    Compression.apply(file(octets), packed());
    assertThat(Files.size(packed())).isLessThan(octets.length * 6L / 10);
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed()))) {
      assertThat(in.readAllBytes()).isEqualTo(octets);
    }
  }

  @Test
  void apply_smallOrOfNothingButChance_isLeftAsItIs() throws IOException {
    Files.write(packed(), new byte[] {1});
    Compression.apply(file(new byte[(int) Compression.LEAST - 1]), packed());
    assertThat(packed()).doesNotExist();
    byte[] chance = new byte[100_000];
    random.nextBytes(chance);
    Compression.apply(file(chance), packed());
    assertThat(packed()).doesNotExist();
  }
}
