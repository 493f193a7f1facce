package org.jitsuin.ca.issue;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.lint.WeakKeys;

/**
 * A key of a card that is to be certified, taken from a PKCS#10 request (RFC 2986) that the key
 * itself signed. Nothing else in the request counts.
 *
 * @param scheme its kind and size
 * @param hash of the SubjectPublicKeyInfo
 */
public record KeyRequest(SubjectPublicKeyInfo key, SignatureScheme scheme, Fingerprint hash) {
  /** A request for an RSA key of 4,096 bits has some 1,600 octets. */
  private static final int LONGEST = 8_192;

  private static final Set<ASN1ObjectIdentifier> PROOF_ALGORITHMS =
      Set.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512);

  /**
   * Reads a request and checks the proof of possession and the key.
   *
   * @param text PEM, or the base64 of the DER
   * @param kind what it is for, in messages
   * @param allowed the kinds of key that the authority certifies
   */
  public static Outcome<KeyRequest> read(String text, String kind, Set<SignatureScheme> allowed) {
    Optional<PKCS10CertificationRequest> parsed = parse(text);
    if (parsed.isEmpty()) {
      return Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, kind + " is not PKCS#10");
    }
    PKCS10CertificationRequest request = parsed.get();
    if (!PROOF_ALGORITHMS.contains(request.getSignatureAlgorithm().getAlgorithm())) {
      return Outcome.refused(
          RefusalCode.KEY_REQUEST_INVALID, kind + " is not signed with SHA-256 or better");
    }
    SubjectPublicKeyInfo info = request.getSubjectPublicKeyInfo();
    Optional<PublicKey> key = publicKey(info);
    if (key.isEmpty()) {
      return Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, kind + " holds no usable key");
    }
    Optional<SignatureScheme> scheme =
        Arrays.stream(SignatureScheme.values()).filter(s -> s.fits(key.get())).findFirst();
    if (scheme.filter(allowed::contains).isEmpty()) {
      return Outcome.refused(
          RefusalCode.KEY_ALGORITHM_NOT_ALLOWED,
          String.join(", ", allowed.stream().map(SignatureScheme::id).sorted().toList()));
    }
    if (!provesPossession(request, info)) {
      return Outcome.refused(RefusalCode.PROOF_OF_POSSESSION_FAILED, kind);
    }
    Optional<String> weakness = WeakKeys.find(key.get());
    if (weakness.isPresent()) {
      return Outcome.refused(RefusalCode.KEY_WEAK, kind + " is weak: " + weakness.get());
    }
    return Outcome.done(new KeyRequest(info, scheme.get(), hash(info)));
  }

  private static Optional<PKCS10CertificationRequest> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String body =
        text.replaceAll("-----(BEGIN|END) (NEW )?CERTIFICATE REQUEST-----", "")
            .replaceAll("\\s", "");
    try {
      ASN1Primitive der = ASN1Primitive.fromByteArray(Base64.getDecoder().decode(body));
      return Optional.ofNullable(CertificationRequest.getInstance(der))
          .map(PKCS10CertificationRequest::new);
    } catch (IOException | RuntimeException e) {
      // The parser throws a dozen kinds for malformed input, whatever structure it is in.
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> publicKey(SubjectPublicKeyInfo info) {
    try {
      // Checks that a point is on its curve, which the converter does not.
      PublicKeyFactory.createKey(info);
      return Optional.of(new JcaPEMKeyConverter().getPublicKey(info));
    } catch (IOException | RuntimeException e) {
      // As above: a key is malformed in many ways.
      return Optional.empty();
    }
  }

  private static boolean provesPossession(
      PKCS10CertificationRequest request, SubjectPublicKeyInfo info) {
    try {
      return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(info));
    } catch (PKCSException | OperatorCreationException | RuntimeOperatorException e) {
      return false;
    }
  }

  private static Fingerprint hash(SubjectPublicKeyInfo info) {
    try {
      return Fingerprint.of(info.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read can be written", e);
    }
  }
}
