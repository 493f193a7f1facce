package org.jitsuin.ca.issue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;

/**
 * A key of a card that is to be certified, taken from a PKCS#10 request (RFC 2986) that the key
 * itself signed. Nothing else in the request counts.
 *
 * @param scheme its kind and size
 * @param hash of the SubjectPublicKeyInfo; a key has one encoding only, and so one hash
 */
public record KeyRequest(SubjectPublicKeyInfo key, SignatureScheme scheme, Fingerprint hash) {
  /** A request for an RSA key of 4,096 bits has some 1,600 octets. */
  private static final int LONGEST = 8_192;

  /** RFC 7468 §7; the second is what old programs write. */
  private static final List<String> LABELS =
      List.of(
          "-----BEGIN CERTIFICATE REQUEST-----",
          "-----END CERTIFICATE REQUEST-----",
          "-----BEGIN NEW CERTIFICATE REQUEST-----",
          "-----END NEW CERTIFICATE REQUEST-----");

  /**
   * Reads a request and checks the proof of possession and the key.
   *
   * @param text PEM, or the base64 of the DER
   * @param kind what it is for, in messages
   * @param allowed the kinds of key that the authority certifies
   */
  public static Outcome<KeyRequest> read(String text, String kind, Set<SignatureScheme> allowed) {
    Optional<CertificationRequest> parsed = parse(text);
    if (parsed.isEmpty()) {
      return Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, kind + " is not PKCS#10");
    }
    CertificationRequest request = parsed.get();
    Optional<ProofAlgorithm> algorithm = ProofAlgorithm.of(request.getSignatureAlgorithm());
    if (algorithm.isEmpty()) {
      return Outcome.refused(
          RefusalCode.KEY_REQUEST_INVALID, kind + " is not signed with SHA-256 or better");
    }
    SubjectPublicKeyInfo info = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    Optional<CandidateKey> candidate = CandidateKey.read(info);
    if (candidate.isEmpty()) {
      return Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, kind + " holds no usable key");
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

  private static Optional<CertificationRequest> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String body = text;
    for (String label : LABELS) {
      body = body.replace(label, "");
    }
    try {
      ASN1Primitive der =
          ASN1Primitive.fromByteArray(Base64.getDecoder().decode(withoutWhiteSpace(body)));
      return Optional.ofNullable(CertificationRequest.getInstance(der));
    } catch (IOException | RuntimeException e) {
      // The parser throws a dozen kinds for malformed input, whatever structure it is in.
      return Optional.empty();
    }
  }

  /** Octets beyond ASCII become question marks, which are no base64 either. */
  private static byte[] withoutWhiteSpace(String body) {
    byte[] octets = body.getBytes(StandardCharsets.US_ASCII);
    int length = 0;
    for (byte octet : octets) {
      if (octet != ' ' && (octet < '\t' || octet > '\r')) {
        octets[length] = octet;
        length++;
      }
    }
    return Arrays.copyOf(octets, length);
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
    try {
      return Fingerprint.of(info.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read can be written", e);
    }
  }
}
