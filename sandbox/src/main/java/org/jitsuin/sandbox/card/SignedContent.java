package org.jitsuin.sandbox.card;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jcajce.util.MessageDigestUtils;
import org.bouncycastle.operator.OperatorCreationException;
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
      if (!isBound(signer, certificate)
          || !signer.verify(
              new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
        throw wrong();
      }
      return certificate;
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw wrong();
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
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

  /** Another certificate may have the same key: the signature says of which it is (RFC 5035). */
  private static boolean isBound(SignerInformation signer, X509Certificate certificate)
      throws GeneralSecurityException {
    AttributeTable attributes = signer.getSignedAttributes();
    Attribute named =
        attributes == null
            ? null
            : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (named == null) {
      return false;
    }
    ESSCertIDv2[] ids =
        SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0)).getCerts();
    return ids.length > 0
        && Arrays.equals(
            MessageDigest.getInstance(
                    MessageDigestUtils.getDigestName(ids[0].getHashAlgorithm().getAlgorithm()))
                .digest(certificate.getEncoded()),
            ids[0].getCertHash());
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
