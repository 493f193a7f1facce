package org.jitsuin.ocsp.signer;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.ocsp.signer.SignerDatabase.SignerRow;

/**
 * Checks that a signer may speak for its issuer, as a relying party will (RFC 6960 §4.2.2.2), and
 * that the token holds the key of its certificate.
 */
final class SignerCheck {
  /**
   * How long a key that was not there is not looked for again: that opens the token anew, and the
   * keys of other responders are never there. Soon at first, since a session that was opened while
   * another process made the key does not see it.
   */
  private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

  private final Token token;
  private final Map<Serial, Absence> missing = new HashMap<>();

  SignerCheck(Token token) {
    this.token = token;
  }

  /**
   * What keeps a signer from being used.
   *
   * @param keyMissing whether the token has no such key, which is as it should be of the signers of
   *     other responders and of those that a newer one follows
   */
  record Problem(String sentence, boolean keyMissing) {}

  /**
   * A key that was not there.
   *
   * @param looks in a row
   * @param pause until it is looked for again
   */
  private record Absence(int looks, Interval pause) {
    static final Absence NONE = new Absence(0, Interval.EMPTY);

    Absence again(Instant now) {
      return new Absence(looks + 1, new Interval(now, AGAIN.after(looks + 1)));
    }
  }

  /**
   * Returns what keeps the signer from being used; empty if nothing does.
   *
   * @throws Fault if the token cannot say
   */
  Optional<Problem> problem(SignerRow row, KnownIssuer issuer, Instant now) {
    if (!isIssuedBy(row.certificate(), issuer.certificate())) {
      return Optional.of(new Problem("its certificate is not signed by the issuer", false));
    }
    if (!isForOcsp(row.certificate())) {
      return Optional.of(
          new Problem("its certificate has no extended key usage id-kp-OCSPSigning", false));
    }
    return wasMissing(row, now)
        ? Optional.of(new Problem("the token holds no key named " + row.keyLabel(), true))
        : keyProblem(row, now);
  }

  private boolean wasMissing(SignerRow row, Instant now) {
    return missing.getOrDefault(row.serial(), Absence.NONE).pause().contains(now)
        && !token.labels().contains(row.keyLabel());
  }

  /** Forgets what is no signer any more. */
  void keepOnly(Set<Serial> signers) {
    missing.keySet().retainAll(signers);
  }

  private static boolean isIssuedBy(
      X509CertificateHolder certificate, X509CertificateHolder issuer) {
    try {
      return certificate.getIssuer().equals(issuer.getSubject())
          && certificate.isSignatureValid(new JcaContentVerifierProviderBuilder().build(issuer));
    } catch (CertException | CertificateException | OperatorCreationException e) {
      return false;
    }
  }

  private static boolean isForOcsp(X509CertificateHolder certificate) {
    ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
    return usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
  }

  private Optional<Problem> keyProblem(SignerRow row, Instant now) {
    try {
      PublicKey key = token.publicKey(row.keyLabel());
      byte[] certified = DerWriter.encode(row.certificate().getSubjectPublicKeyInfo());
      boolean right = row.scheme().fits(key) && Arrays.equals(key.getEncoded(), certified);
      missing.remove(row.serial());
      return right
          ? Optional.empty()
          : Optional.of(new Problem("the token holds another key under its label", false));
    } catch (Fault e) {
      if (e.code() == FaultCode.TOKEN_KEY_MISSING) {
        missing.compute(
            row.serial(), (_, known) -> Optional.ofNullable(known).orElse(Absence.NONE).again(now));
        return Optional.of(new Problem(e.getMessage(), true));
      }
      throw e;
    }
  }
}
