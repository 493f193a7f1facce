package org.jitsuin.ca.relyingparty;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.lint.WeakKeys;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * A certificate that a relying party is recognised by. Who issued it does not matter, as it counts
 * that it is registered; but the responder must be able to read it and to verify with its key, or
 * it would serve nobody.
 *
 * @param hash of the DER
 */
public record PartyCertificate(X509Certificate certificate, Fingerprint hash) {
  /**
   * The greatest length of a certificate in PEM: one with an RSA key of 4,096 bits and many names
   * has some 4,000 octets, and openssl adds text.
   */
  private static final int LONGEST = 16_384;

  private static final int SMALLEST_RSA = 2_048;
  private static final int LARGEST_RSA = 4_096;
  private static final Set<Integer> CURVE_BITS = Set.of(256, 384, 521);

  /** RFC 7468 §5.1; the others are what old programs write. */
  private static final Set<String> LABELS =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE");

  /**
   * Reads and checks one.
   *
   * @param pem one certificate
   */
  static Outcome<PartyCertificate> read(String pem, Instant now) {
    return switch (content(pem)) {
      case Pem.Content.One(Bytes der) ->
          parse(der)
              .map(certificate -> check(certificate, now))
              .orElseGet(PartyCertificate::unreadable);
      case Pem.Content.Several(int count) ->
          refused("a text holds " + count + " objects in PEM; send each certificate alone");
      case Pem.Content.None() -> unreadable();
    };
  }

  private static Pem.Content content(String pem) {
    return pem.length() > LONGEST ? new Pem.Content.None() : Pem.read(pem, LABELS);
  }

  private static Outcome<PartyCertificate> unreadable() {
    return refused("it is not an X.509 certificate in PEM of at most " + LONGEST + " characters");
  }

  private static Optional<X509Certificate> parse(Bytes der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.bytes()));
      // The parser leaves alone what comes behind; the hash of what a client sends has none of it.
      return Optional.of(certificate)
          .filter(parsed -> Bytes.of(SignedCertificate.der(parsed)).equals(der));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static Outcome<PartyCertificate> check(X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return refused("it expired at " + end);
    }
    if (!isVerifiedWith(certificate.getPublicKey())) {
      return refused("its key is neither RSA of 2048 to 4096 bits nor on P-256, P-384 or P-521");
    }
    return WeakKeys.find(certificate.getPublicKey())
        .map(weakness -> refused("its key is weak: " + weakness))
        .orElseGet(() ->
            Outcome.done(
                new PartyCertificate(
                    certificate, Fingerprint.of(SignedCertificate.der(certificate)))));
  }

  private static boolean isVerifiedWith(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        yield bits >= SMALLEST_RSA && bits <= LARGEST_RSA;
      }
      case ECPublicKey curve ->
          CURVE_BITS.contains(curve.getParams().getCurve().getField().getFieldSize());
      default -> false;
    };
  }

  private static Outcome<PartyCertificate> refused(String problem) {
    return Outcome.refused(RefusalCode.RELYING_PARTY_CERTIFICATE_INVALID, problem);
  }
}
