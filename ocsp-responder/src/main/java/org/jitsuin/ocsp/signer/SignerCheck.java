package org.jitsuin.ocsp.signer;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Optional;
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
import org.jitsuin.ocsp.signer.SignerDatabase.SignerRow;

/**
 * Checks that a signer may speak for its issuer, as a relying party will (RFC 6960 §4.2.2.2), and
 * that the token holds the key of its certificate.
 */
final class SignerCheck {
  private final Token token;

  SignerCheck(Token token) {
    this.token = token;
  }

  /**
   * Returns what keeps the signer from being used; empty if nothing does.
   *
   * @throws Fault if the token cannot say
   */
  Optional<String> problem(SignerRow row, KnownIssuer issuer) {
    if (!isIssuedBy(row.certificate(), issuer.certificate())) {
      return Optional.of("its certificate is not signed by the issuer");
    }
    if (!isForOcsp(row.certificate())) {
      return Optional.of("its certificate has no extended key usage id-kp-OCSPSigning");
    }
    return keyProblem(row);
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

  private Optional<String> keyProblem(SignerRow row) {
    try {
      PublicKey key = token.publicKey(row.keyLabel());
      byte[] certified = DerWriter.encode(row.certificate().getSubjectPublicKeyInfo());
      boolean right = row.scheme().fits(key) && Arrays.equals(key.getEncoded(), certified);
      return right ? Optional.empty() : Optional.of("the token holds another key under its label");
    } catch (Fault e) {
      if (e.code() == FaultCode.TOKEN_KEY_MISSING) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
  }
}
