package org.jitsuin.ca.consent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jitsuin.base.model.Bytes;

/**
 * What a signature is over (RFC 5652 §5.4): the digest of the text, and what programs add.
 *
 * @param signed the attributes as they are signed
 * @param digestName the digest as the JDK names it
 * @param digest of the text
 * @param certificate the SHA-256 of the certificate that signed, where it is said (RFC 5035)
 */
record SignedAttributes(
    Bytes signed, String digestName, Bytes digest, Optional<Bytes> certificate) {
  /** What openssl and Bouncy Castle add, and CAdES asks for. */
  private static final Set<ASN1ObjectIdentifier> ALLOWED =
      Set.of(
          CMSAttributes.contentType,
          CMSAttributes.messageDigest,
          CMSAttributes.signingTime,
          CMSAttributes.cmsAlgorithmProtect,
          PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities,
          PKCSObjectIdentifiers.id_aa_signingCertificateV2);

  /**
   * Reads them.
   *
   * @return empty if there are others, or one of them twice, or one is missing
   */
  static Optional<SignedAttributes> read(SignerInfo signer) throws IOException {
    if (signer.getAuthenticatedAttributes() == null) {
      return Optional.empty();
    }
    Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
    for (ASN1Encodable one : signer.getAuthenticatedAttributes()) {
      Attribute attribute = Attribute.getInstance(one);
      if (!ALLOWED.contains(attribute.getAttrType())
          || attribute.getAttrValues().size() != 1
          || values.put(attribute.getAttrType(), attribute.getAttrValues().getObjectAt(0))
              != null) {
        return Optional.empty();
      }
    }
    if (!CMSObjectIdentifiers.data.equals(values.get(CMSAttributes.contentType))
        || !(values.get(CMSAttributes.messageDigest) instanceof ASN1OctetString digest)
        || !protects(values.get(CMSAttributes.cmsAlgorithmProtect), signer)) {
      return Optional.empty();
    }
    return Optional.of(
        new SignedAttributes(
            Bytes.of(signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER)),
            SignatureNames.digest(signer),
            Bytes.of(digest.getOctets()),
            Optional.ofNullable(values.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                .map(SignedAttributes::certificate)));
  }

  /** Where the algorithms are said twice, they are the same (RFC 6211). */
  private static boolean protects(ASN1Encodable value, SignerInfo signer) {
    if (value == null) {
      return true;
    }
    CMSAlgorithmProtection said = CMSAlgorithmProtection.getInstance(value);
    return signer.getDigestAlgorithm().equals(said.getDigestAlgorithm())
        && signer.getDigestEncryptionAlgorithm().equals(said.getSignatureAlgorithm());
  }

  private static Bytes certificate(ASN1Encodable value) {
    ESSCertIDv2 first = SigningCertificateV2.getInstance(value).getCerts()[0];
    if (!NISTObjectIdentifiers.id_sha256.equals(first.getHashAlgorithm().getAlgorithm())) {
      throw new IllegalArgumentException("certificates are named by SHA-256");
    }
    return Bytes.of(first.getCertHash());
  }

  /** Returns whether they are of that text, and name no other certificate. */
  boolean fit(Bytes content, Bytes signer) throws GeneralSecurityException {
    return Arrays.equals(SignedText.digest(digestName, content), digest.bytes())
        && certificate
            .filter(named -> !named.equals(Bytes.of(signer.fingerprint().octets())))
            .isEmpty();
  }
}
