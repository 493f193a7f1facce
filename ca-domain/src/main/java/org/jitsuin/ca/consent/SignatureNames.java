package org.jitsuin.ca.consent;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The algorithms that cards sign with, as the JDK names them; none that uses SHA-1. */
final class SignatureNames {
  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA256",
          NISTObjectIdentifiers.id_sha384, "SHA384",
          NISTObjectIdentifiers.id_sha512, "SHA512");

  private static final Map<ASN1ObjectIdentifier, String> WHOLE =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private SignatureNames() {}

  /**
   * The algorithm of a signature; empty if it is another one, or if the digest that it names is not
   * that of the content.
   */
  static Optional<String> of(SignerInfo signer) {
    if (!hasNoParameters(signer.getDigestAlgorithm())
        || !hasNoParameters(signer.getDigestEncryptionAlgorithm())) {
      return Optional.empty();
    }
    Optional<String> digest =
        Optional.ofNullable(DIGESTS.get(signer.getDigestAlgorithm().getAlgorithm()));
    ASN1ObjectIdentifier algorithm = signer.getDigestEncryptionAlgorithm().getAlgorithm();
    return digest.flatMap(name ->
        algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
            // RFC 3370 §3.2: the digest is said elsewhere.
            ? Optional.of(name + "withRSA")
            : Optional.ofNullable(WHOLE.get(algorithm))
                .filter(whole -> whole.startsWith(name + "with")));
  }

  /** Programs write NULL, or nothing. */
  private static boolean hasNoParameters(AlgorithmIdentifier algorithm) {
    return algorithm.getParameters() == null || DERNull.INSTANCE.equals(algorithm.getParameters());
  }

  /** The digest of the content, as the JDK names it. */
  static String digest(SignerInfo signer) {
    return DIGESTS.get(signer.getDigestAlgorithm().getAlgorithm()).replace("SHA", "SHA-");
  }
}
