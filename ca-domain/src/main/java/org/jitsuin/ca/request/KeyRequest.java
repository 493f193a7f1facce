package org.jitsuin.ca.request;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.Pem;

/**
 * A key that is to be certified, of a card or of a member of staff, taken from a PKCS#10 request
 * (RFC 2986) that the key itself signed. Nothing else in the request counts.
 *
 * @param scheme its kind and size
 * @param hash of the SubjectPublicKeyInfo; a key has one encoding only, and so one hash
 */
public record KeyRequest(SubjectPublicKeyInfo key, SignatureScheme scheme, Fingerprint hash) {
  /** A request for an RSA key of 4,096 bits has some 1,600 octets. */
  private static final int LONGEST = 8_192;

  /** RFC 7468 §7; the second is what old programs write. */
  private static final Set<String> LABELS =
      Set.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");

  /**
   * Reads a request and checks the proof of possession and the key.
   *
   * @param text PEM with one request, or the base64 of the DER
   * @param kind what it is for, in messages
   * @param allowed the kinds of key that the authority certifies
   */
  public static Outcome<KeyRequest> read(String text, String kind, Set<SignatureScheme> allowed) {
    return switch (content(text)) {
      case Pem.Content.One(Bytes der) -> read(der, kind, allowed);
      case Pem.Content.Several(int count) ->
          invalid(kind + " holds " + count + " objects in PEM; send the request alone");
      case Pem.Content.None() -> invalid(kind + " is not PKCS#10");
    };
  }

  private static Pem.Content content(String text) {
    if (text.length() > LONGEST) {
      return new Pem.Content.None();
    }
    return Pem.isIn(text) ? Pem.read(text, LABELS) : Pem.decode(text);
  }

  private static Outcome<KeyRequest> invalid(String problem) {
    return Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, problem);
  }

  /** Reads a request in DER; otherwise as {@link #read(String, String, Set)}. */
  public static Outcome<KeyRequest> read(Bytes der, String kind, Set<SignatureScheme> allowed) {
    Optional<CertificationRequest> parsed = parse(der);
    if (parsed.isEmpty()) {
      return invalid(kind + " is not PKCS#10");
    }
    CertificationRequest request = parsed.get();
    if (!isDer(request, der)) {
      // Its signature is over the DER of the content (RFC 2986 section 4.2), which this is not.
      return invalid(
          kind
              + " is not encoded in DER, such as the attributes in order and lengths in their"
              + " shortest form");
    }
    Optional<ProofAlgorithm> algorithm = ProofAlgorithm.of(request.getSignatureAlgorithm());
    if (algorithm.isEmpty()) {
      return invalid(kind + " is not signed with SHA-256 or better");
    }
    SubjectPublicKeyInfo info = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    Optional<CandidateKey> candidate = CandidateKey.read(info);
    if (candidate.isEmpty()) {
      return invalid(kind + " contains no usable key");
    }
    Optional<SignatureScheme> scheme = candidate.get().scheme().filter(allowed::contains);
    if (scheme.isEmpty()) {
      return Outcome.refused(
          RefusalCode.KEY_ALGORITHM_NOT_ALLOWED,
          String.join(", ", allowed.stream().map(SignatureScheme::id).sorted().toList()));
    }
    if (!provesPossession(request, algorithm.get(), candidate.get())) {
      return Outcome.refused(RefusalCode.PROOF_OF_POSSESSION_FAILED, kind);
    }
    return candidate
        .get()
        .weakness()
        .map(weakness ->
            Outcome.<KeyRequest>refused(RefusalCode.KEY_WEAK, kind + " is weak: " + weakness))
        .orElseGet(() -> Outcome.done(new KeyRequest(info, scheme.get(), hash(info))));
  }

  private static Optional<CertificationRequest> parse(Bytes der) {
    try {
      return Optional.ofNullable(
          CertificationRequest.getInstance(ASN1Primitive.fromByteArray(der.bytes())));
    } catch (IOException | RuntimeException e) {
      // The parser throws a dozen kinds for malformed input, whatever structure it is in.
      return Optional.empty();
    }
  }

  private static boolean isDer(CertificationRequest request, Bytes octets) {
    try {
      return Bytes.of(request.getEncoded(ASN1Encoding.DER)).equals(octets);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean provesPossession(
      CertificationRequest request, ProofAlgorithm algorithm, CandidateKey key) {
    try {
      byte[] signed = request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER);
      return key.verifies(algorithm, signed, request.getSignature().getOctets());
    } catch (IOException | IllegalStateException e) {
      // A signature of a number of bits that is none of octets is no signature.
      return false;
    }
  }

  private static Fingerprint hash(SubjectPublicKeyInfo info) {
    return Fingerprint.of(DerWriter.encode(info));
  }
}
