package org.jitsuin.ca.sign;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.ca.profile.CertificateContent;

/**
 * Reads a certificate back after it was signed, with another implementation than the one that made
 * it.
 */
public final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * @param verifier the issuer's public key
   * @throws Fault INTEGRITY_VIOLATED if the signature, the serial number, the dates or any other
   *     byte is not what was meant
   */
  public static void verify(
      X509Certificate certificate, CertificateContent meant, PublicKey verifier) {
    try {
      certificate.verify(verifier);
      boolean same =
          Arrays.equals(certificate.getTBSCertificate(), meant.toBeSigned())
              && certificate.getSerialNumber().equals(meant.serial().value())
              && certificate.getNotBefore().toInstant().equals(meant.notBefore())
              && certificate.getNotAfter().toInstant().equals(meant.notAfter());
      if (!same) {
        throw violated(meant, null);
      }
    } catch (GeneralSecurityException e) {
      throw violated(meant, e);
    }
  }

  private static Fault violated(CertificateContent meant, Throwable cause) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED,
        "the certificate with serial number "
            + meant.serial()
            + " differs from what was to be signed",
        cause);
  }
}
