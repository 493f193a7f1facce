package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.http.Download;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/** However an answer that says revoked is spoilt on its way, it never says good. */
class SpoiltBytesPropertyTest {
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final X509CertificateHolder CARD = Stage.WORLD.goodCard(AUTHORITY);
  private static final BigInteger SERIAL = CARD.getSerialNumber();
  private static final URI ADDRESS = URI.create("http://samples.invalid/c.crl");

  private static final byte[] REVOKED =
      Stage.WORLD
          .answer()
          .revoked(AUTHORITY.certificate(), SERIAL, Stage.NOW, 1)
          .signedBy(Stage.WORLD.responderKey(), Stage.WORLD.responderOf(AUTHORITY));

  private static final byte[] LISTED =
      Stage.WORLD
          .crl(AUTHORITY, 3)
          .entry(SERIAL.subtract(BigInteger.TWO), Stage.NOW, 4)
          .entry(SERIAL, Stage.NOW, 1)
          .signedBy(AUTHORITY.key());

  /** Of one with 256 to 65,535 octets. */
  private static final int SEQUENCE_HEADER = 4;

  private static final CrlPolicy LASTING =
      new CrlPolicy(Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(365), 1 << 20, true);

  private static Path directory;

  @BeforeContainer
  static void make() throws IOException {
    directory = Files.createTempDirectory("copies");
  }

  @AfterContainer
  static void remove() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static Verdict verify(StatusSource source) {
    return Verifier.of(Stage.trusted(), source)
        .verify(Stage.java(CARD), CertificateKind.SIGNATURE, Stage.NOW);
  }

  private static Verdict byOcsp(byte[] answer) {
    return verify(new StoredOcsp(Stage.LASTING, List.of(answer)));
  }

  private static Verdict byCrl(byte[] crl) {
    Download given =
        (address, tag, file, most) -> {
          Files.write(file, crl);
          return new Download.Result(true, Optional.empty());
        };
    return verify(CrlSource.complete(directory, ADDRESS, given).with(LASTING));
  }

  private static byte[] flipped(byte[] octets, int at, int bit) {
    byte[] spoilt = octets.clone();
    spoilt[Math.floorMod(at, spoilt.length)] ^= (byte) (1 << bit);
    return spoilt;
  }

  private static byte[] removed(byte[] octets, int at, int count) {
    int from = Math.floorMod(at, octets.length);
    int to = Math.min(octets.length, from + count);
    byte[] spoilt = Arrays.copyOf(octets, octets.length - (to - from));
    System.arraycopy(octets, to, spoilt, from, octets.length - to);
    return spoilt;
  }

  @Property(tries = 600)
  void ocsp_oneBitOther_neverValid(
      @ForAll @IntRange(min = 0) int at, @ForAll @IntRange(max = 7) int bit) {
    assertThat(byOcsp(flipped(REVOKED, at, bit)).isValid()).isFalse();
  }

  @Property(tries = 300)
  void ocsp_someOctetsMissing_neverValid(
      @ForAll @IntRange(min = 0) int at, @ForAll @IntRange(min = 1, max = 400) int count) {
    assertThat(byOcsp(removed(REVOKED, at, count)).isValid()).isFalse();
  }

  @Property(tries = 600)
  void crl_oneBitOther_neverValid(
      @ForAll @IntRange(min = 0) int at, @ForAll @IntRange(max = 7) int bit) {
    assertThat(byCrl(flipped(LISTED, at, bit)).isValid()).isFalse();
  }

  @Property(tries = 300)
  void crl_someOctetsMissing_neverValid(
      @ForAll @IntRange(min = 0) int at, @ForAll @IntRange(min = 1, max = 400) int count) {
    assertThat(byCrl(removed(LISTED, at, count)).isValid()).isFalse();
  }

  @Property(tries = 1)
  void ocspAndCrl_notSpoilt_sayRevoked() {
    assertThat(byOcsp(REVOKED).code()).isEqualTo("revoked");
    assertThat(byCrl(LISTED).code()).isEqualTo("revoked");
  }

  /**
   * Of a certificate each bit counts, of an answer each octet that somebody signed: also those that
   * leave its meaning as it is, as another TRUE does.
   */
  @Property(tries = 1)
  void certificate_anyBitOther_neverValid() throws IOException {
    byte[] right = CARD.getEncoded();
    StatusSource good = any -> new StatusAnswer.Good(Stage.NOW, Stage.NOW);
    Verifier verifier = Verifier.of(Stage.trusted(), good);
    assertThat(verifier.verify(Stage.java(right), CertificateKind.SIGNATURE, Stage.NOW).isValid())
        .isTrue();
    for (int at = 0; at < right.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        assertThat(isValid(verifier, flipped(right, at, bit))).as("%s, bit %s", at, bit).isFalse();
      }
    }
  }

  private static boolean isValid(Verifier verifier, byte[] certificate) {
    try {
      return verifier
          .verify(Stage.java(certificate), CertificateKind.SIGNATURE, Stage.NOW)
          .isValid();
    } catch (IllegalArgumentException e) {
      // Java itself calls it no certificate.
      assertThat(e).hasCauseInstanceOf(GeneralSecurityException.class);
      return false;
    }
  }

  @Property(tries = 1)
  void ocsp_goodWithAnyOctetOther_neverValid() throws IOException {
    byte[] good =
        Stage.WORLD
            .answer()
            .good(AUTHORITY.certificate(), SERIAL)
            .signedBy(Stage.WORLD.responderKey(), Stage.WORLD.responderOf(AUTHORITY));
    assertThat(byOcsp(good).isValid()).isTrue();
    // The tags around both are nobody's word.
    byte[] whole =
        OCSPResponse.getInstance(ASN1Primitive.fromByteArray(good))
            .getResponseBytes()
            .getResponse()
            .getOctets();
    int data = BasicOCSPResponse.getInstance(whole).getTbsResponseData().getEncoded().length;
    int begin = good.length - whole.length + SEQUENCE_HEADER;
    int responder = Stage.WORLD.responderOf(AUTHORITY).getEncoded().length;
    for (int at :
        IntStream.concat(
                IntStream.range(begin, begin + data),
                IntStream.range(good.length - responder, good.length))
            .toArray()) {
      assertThat(byOcsp(flipped(good, at, 0)).isValid()).as("octet %s", at).isFalse();
    }
  }
}
