package org.jitsuin.sandbox.card;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jitsuin.base.model.SignerBinding;
import org.jitsuin.sandbox.http.Refused;

/**
 * A signature as CMS (RFC 5652) over something that we know: its octets are ours, not those that
 * come with the signature.
 */
public final class SignedContent {
  private SignedContent() {}

  /**
   * Returns the certificate whose key signed that content; whether it is good is another question.
   *
   * @param cms DER
   * @throws Refused if it is no signature, not over that, or not bound to its certificate
   */
  public static X509Certificate signer(byte[] cms, byte[] content) {
    try {
      CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), cms);
      Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
      if (signers.size() != 1) {
        throw malformed();
      }
      SignerInformation signer = signers.iterator().next();
      X509Certificate certificate = certificate(signed, signer);
      if (!SignerBinding.of(signer, certificate).orElse(false)
          || !signer.verify(
              new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
        throw wrong();
      }
      return certificate;
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw wrong();
    } catch (Refused e) {
      throw e;
    } catch (RuntimeException e) {
      // What others made: Bouncy Castle says with many exceptions that it is malformed.
      throw malformed();
    }
  }

  @SuppressWarnings("unchecked")
  private static X509Certificate certificate(CMSSignedData signed, SignerInformation signer)
      throws GeneralSecurityException {
    Collection<X509CertificateHolder> found = signed.getCertificates().getMatches(signer.getSID());
    if (found.size() != 1) {
      throw malformed();
    }
    return new JcaX509CertificateConverter().getCertificate(found.iterator().next());
  }

  private static Refused malformed() {
    return new Refused(
        422, "no-signature", "送られたものは署名ではありません。", "What was sent is no signature by one signer.");
  }

  private static Refused wrong() {
    return new Refused(
        422,
        "wrong-signature",
        "署名が正しくないか、別のものへの署名です。",
        "The signature is wrong, or over something else.");
  }
}
