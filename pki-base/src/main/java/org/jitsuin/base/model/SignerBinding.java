package org.jitsuin.base.model;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.jcajce.util.MessageDigestUtils;

/**
 * Of which certificate a signature says that it is (signing-certificate-v2, RFC 5035): another one
 * may have the same key.
 */
public final class SignerBinding {
  private SignerBinding() {}

  /**
   * Returns whether a signature is of a certificate; empty where it does not say of which.
   *
   * @throws GeneralSecurityException if the hash is by an algorithm that nobody knows
   */
  public static Optional<Boolean> of(SignerInformation signer, X509Certificate certificate)
      throws GeneralSecurityException {
    AttributeTable attributes = signer.getSignedAttributes();
    Attribute named =
        attributes == null
            ? null
            : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (named == null) {
      return Optional.empty();
    }
    if (named.getAttrValues().size() != 1) {
      return Optional.of(false);
    }
    SigningCertificateV2 value =
        SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0));
    ESSCertIDv2[] ids = value == null ? new ESSCertIDv2[0] : value.getCerts();
    // The first one is the signer's.
    return Optional.of(ids.length > 0 && isOf(ids[0], certificate));
  }

  private static boolean isOf(ESSCertIDv2 id, X509Certificate certificate)
      throws GeneralSecurityException {
    String hash = MessageDigestUtils.getDigestName(id.getHashAlgorithm().getAlgorithm());
    return Arrays.equals(
        MessageDigest.getInstance(hash).digest(certificate.getEncoded()), id.getCertHash());
  }
}
