package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries are written as the index of a serial number and a letter for the reason. */
@Tag("stack")
class DeltaComparisonTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final TestPki PKI = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
  @TempDir private Path directory;

  private EntrySpool spool(String entries) throws IOException {
    EntrySpool spool = new EntrySpool(directory);
    for (String entry : entries.isEmpty() ? new String[0] : entries.split(" ", -1)) {
      RevocationReason reason =
          switch (entry.charAt(1)) {
            case 'h' -> RevocationReason.CERTIFICATE_HOLD;
            case 'r' -> RevocationReason.REMOVE_FROM_CRL;
            case 'k' -> RevocationReason.KEY_COMPROMISE;
            default -> RevocationReason.UNSPECIFIED;
          };
      int index = entry.charAt(0) - '0';
      spool.add(StatusRows.serial(index).octets(), NOW.toEpochMilli(), reason);
    }
    return spool;
  }

  private Path file(String entries) throws IOException {
    Path file = directory.resolve("base.crl");
    CrlContent content = new CrlContent(PKI.partition(), 1, NOW, NOW.plus(Duration.ofHours(36)));
    try (EntrySpool spool = spool(entries)) {
      CrlWriter.write(content, spool, PKI.key(), file);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "'',      '',       '',      true", // nothing at all
    "1u 2h,   '',       1u 2h,   true", // nothing changed
    "1u 2h,   2r 3k,    1u 3k,   true", // lifted, revoked
    "2h,      2k,       2k,      true", // from hold to revoked
    "1u 2h,   '',       2h,      true", // ended
    "'',      1r,       '',      true", // held and lifted since
    "1u,      '',       1u 2u,   false", // a revocation is missing in the delta
    "1u,      2u,       1u,      false", // one too many
    "2h,      '',       2k,      false", // another reason
    "2h,      2h,       2k,      false",
    "2h,      2r,       2h,      false" // removed, yet listed
  })
  void agree_baseDeltaAndComplete_areComparedInSubstance(
      String base, String delta, String complete, boolean expected) throws IOException {
    Path file = file(base);
    try (EntrySpool changed = spool(delta);
        EntrySpool full = spool(complete)) {
      assertThat(DeltaComparison.agree(file, changed, full)).isEqualTo(expected);
    }
  }

  @Test
  void find_entriesThatAreNotInTheNextCrl_areToldWithWhetherTheyWereOnHold() throws IOException {
    Path file = file("1u 2h 3k 4h");
    List<String> found = new ArrayList<>();
    try (EntrySpool now = spool("0u 2h 5u")) {
      VanishedEntries.find(
          file, now, (serial, onHold) -> found.add(HexFormat.of().formatHex(serial) + onHold));
    }
    assertThat(found)
        .containsExactly(
            StatusRows.serial(1) + "false",
            StatusRows.serial(3) + "false",
            StatusRows.serial(4) + "true");
  }
}
