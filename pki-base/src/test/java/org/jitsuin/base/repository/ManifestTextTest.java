package org.jitsuin.base.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTextTest {
  static final Manifest MANIFEST = TestManifests.twoGenerations();

  private static String text(Manifest manifest) {
    return new String(ManifestText.encode(manifest), StandardCharsets.UTF_8);
  }

  private static Manifest parse(String text) {
    return ManifestText.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void parse_ofWhatWasWritten_isTheSame() {
    assertThat(parse(text(MANIFEST))).isEqualTo(MANIFEST);
    Manifest empty = new Manifest(Instant.EPOCH, List.of(), List.of(), List.of());
    assertThat(parse(text(empty))).isEqualTo(empty);
  }

  /** The form that programs of other releases read. */
  @Test
  void encode_ofACrlWithItsDelta_isTheseLines() {
    Fingerprint one = Fingerprint.of(new byte[] {1});
    ListedCrl crl =
        new ListedCrl(
            17,
            Instant.parse("2027-04-01T03:04:05Z"),
            Instant.parse("9999-12-31T23:59:59Z"),
            3,
            1_234,
            one,
            Optional.of(new ListedDelta(12, 1, 345, one)));
    Listing listing =
        new Listing(
            new Issuer(Authority.SIGNATURE, 1), "13221-g1", Optional.of("13221"), Optional.of(crl));
    ListedIssuer issuer = MANIFEST.issuers().getFirst();
    String text =
        text(
            new Manifest(
                Instant.parse("2027-04-01T03:04:06.789Z"),
                List.of(issuer),
                List.of(),
                List.of(
                    listing,
                    new Listing(
                        issuer.issuer(), "complete-g1", Optional.empty(), Optional.empty()))));
    assertThat(text.lines().toList())
        .hasSize(7)
        .contains(
            "jitsuin-repository/1",
            "made 2027-04-01T03:04:06.789Z",
            "crl signature-g1 13221-g1 13221 17 2027-04-01T03:04:05Z 9999-12-31T23:59:59Z 3 1234 "
                + one,
            "delta 12 1 345 " + one,
            "none signature-g1 complete-g1 -");
    assertThat(text).endsWith("\n");
    assertThat(parse(text).listings().getFirst()).isEqualTo(listing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jitsuin-repository/1 | jitsuin-repository/2",
        "(?s)^.* | ''",
        "(?s)end .* | ''",
        "\\n$ | ''",
        "$ | x",
        "made [^ ]*\\n | ''",
        "made 2 | made  2",
        "T03:04:05Z | T03:04:05.000Z",
        "13221-g1 13221 | ../../x 13221",
        "13221-g1 13221 | 13221-g1 1322",
        "signature-g1 13221-g1 | signature-g3 13221-g1",
        "signature-g1 13221-g1 | staff-g1 13221-g1",
        "signature-g1 13221-g1 | signature-g256 13221-g1",
        "13221 17 | 13221 017",
        "13221 17 | 13221 -17",
        "13221 17 | 13221 1000000000000000000",
        "13221 17 | 13221 99999999999999999999",
        "crl signature-g1 13104 | crl signature-g1 13221",
        "delta 12 | delta 12 12",
        "(?s)(delta 12[^\\n]*\\n) | $1$1",
        "issuer signature-g1 | issuer signature-g2",
        "issuer signature-g1 MII | issuer signature-g1 NII",
        "link signature-g1 signature-g2 | link signature-g2 signature-g1",
        "none | some"
      })
  void parse_ofAnythingElse_isRefused(String part, String other) {
    String text = text(MANIFEST);
    String changed = text.replaceFirst(part, other);
    assertThat(changed).isNotEqualTo(text);
    assertThatIllegalArgumentException().isThrownBy(() -> parse(changed));
  }

  @Property(tries = 300)
  void parse_ofOneOctetChanged_isRefused(@ForAll int place, @ForAll byte with) {
    byte[] octets = ManifestText.encode(MANIFEST);
    int index = Math.floorMod(place, octets.length);
    byte before = octets[index];
    octets[index] = with;
    if (before != with) {
      assertThatIllegalArgumentException().isThrownBy(() -> ManifestText.parse(octets));
    }
  }

  @Property(tries = 300)
  void parse_ofNoise_isRefused(@ForAll byte[] octets) {
    assertThatIllegalArgumentException().isThrownBy(() -> ManifestText.parse(octets));
  }

  /** Whoever reads it does not run out of memory, whatever it is given. */
  @Test
  void parse_ofALineWithoutEnd_isRefused() {
    byte[] octets = new byte[1 << 20];
    new Random(1).nextBytes(octets);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("jitsuin-repository/1\nmade " + "x".repeat(1 << 20) + "\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> ManifestText.parse(octets));
  }
}
