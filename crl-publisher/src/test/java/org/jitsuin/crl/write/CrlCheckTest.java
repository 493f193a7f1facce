package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class CrlCheckTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final TestPki PKI = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
  private static final TestPki OTHER = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);

  @TempDir private Path directory;
  private Path file;

  private static CrlContent content(TestPki pki, long number) {
    return new CrlContent(pki.partition(), number, NOW, NOW.plus(Duration.ofHours(36)));
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("one.crl");
    write(file, 1, 2, 3);
  }

  private void write(Path to, int... serials) throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      for (int serial : serials) {
        entries.add(
            StatusRows.serial(serial).octets(),
            NOW.toEpochMilli(),
            RevocationReason.CERTIFICATE_HOLD);
      }
      CrlWriter.write(content(PKI, 42), entries, PKI.key(), to);
    }
  }

  private void refused(CrlContent intended, long entries) {
    assertThatThrownBy(() -> CrlCheck.check(file, intended, entries))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
  }

  @Test
  void check_whatWasIntended_isAccepted() throws IOException {
    assertThat(CrlCheck.check(file, content(PKI, 42), 3).entries()).isEqualTo(3);
  }

  @Test
  void check_otherThanIntended_isRefused() {
    refused(content(PKI, 41), 3);
    refused(content(PKI, 42), 2);
    refused(content(OTHER, 42), 3);
    refused(
        new CrlContent(PKI.partition(), 42, NOW.plusSeconds(1), NOW.plus(Duration.ofHours(36))), 3);
    refused(new CrlContent(PKI.partition(), 42, NOW, NOW.plus(Duration.ofHours(35))), 3);
  }

  @Test
  void check_signedByAnotherKey_isRefused() throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      CrlWriter.write(content(PKI, 42), entries, OTHER.key(), file);
    }
    refused(content(PKI, 42), 0);
  }

  @Test
  void check_anyOctetChanged_isRefused() throws IOException {
    anyOctetChangedIsRefused();
  }

  private void anyOctetChangedIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x01;
      Files.write(file, bad);
      refused(content(PKI, 42), 3);
    }
  }

  @Test
  void check_delta_isOneOfThatBaseAndMayRemove() throws IOException {
    CrlContent delta = content(PKI, 42).delta(41);
    try (EntrySpool entries = new EntrySpool(directory)) {
      entries.add(
          StatusRows.serial(1).octets(), NOW.toEpochMilli(), RevocationReason.REMOVE_FROM_CRL);
      CrlWriter.write(delta, entries, PKI.key(), file);
      assertThat(CrlCheck.check(file, delta, 1).entries()).isEqualTo(1);
      refused(content(PKI, 42).delta(40), 1);
      refused(content(PKI, 42), 1);
      CrlWriter.write(content(PKI, 42), entries, PKI.key(), file);
      refused(content(PKI, 42), 1);
      refused(delta, 1);
    }
    assertThatThrownBy(() -> content(PKI, 42).delta(43))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void check_anyOctetOfAnInvalidityDateChanged_isRefused() throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      long now = NOW.toEpochMilli();
      entries.add(
          StatusRows.serial(1).octets(), now, RevocationReason.KEY_COMPROMISE, now - 86_400_000);
      entries.add(StatusRows.serial(2).octets(), now, RevocationReason.UNSPECIFIED, now - 1);
      entries.add(StatusRows.serial(3).octets(), now, RevocationReason.UNSPECIFIED);
      CrlWriter.write(content(PKI, 42), entries, PKI.key(), file);
    }
    assertThat(CrlCheck.check(file, content(PKI, 42), 3).entries()).isEqualTo(3);
    anyOctetChangedIsRefused();
  }

  @Test
  void check_shorterOrLonger_isRefused() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      refused(content(PKI, 42), 3);
    }
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    refused(content(PKI, 42), 3);
  }

  @Test
  void check_entriesOutOfOrderOrTwice_isRefused() throws IOException {
    write(file, 1, 3, 2);
    refused(content(PKI, 42), 3);
    write(file, 1, 2, 2);
    refused(content(PKI, 42), 3);
  }

  @Test
  void same_entriesOfAPublishedCrl_areComparedOctetForOctet() throws IOException {
    assertThat(same(1, 2, 3)).isTrue();
    assertThat(same(1, 2)).isFalse();
    assertThat(same(1, 2, 4)).isFalse();
    assertThat(same(1, 2, 3, 4)).isFalse();
    write(file);
    assertThat(same()).isTrue();
    assertThat(same(1)).isFalse();
  }

  private boolean same(int... serials) throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      for (int serial : serials) {
        entries.add(
            StatusRows.serial(serial).octets(),
            NOW.toEpochMilli(),
            RevocationReason.CERTIFICATE_HOLD);
      }
      return EntryComparison.same(file, entries);
    }
  }

  @Test
  void add_whatIsNoSerial_isRefused() throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      for (String hex : new String[] {"", "00", "0001", "01".repeat(21)}) {
        assertThatThrownBy(
                () -> entries.add(HexFormat.of().parseHex(hex), 0, RevocationReason.UNSPECIFIED))
            .isInstanceOf(Fault.class);
      }
    }
  }
}
