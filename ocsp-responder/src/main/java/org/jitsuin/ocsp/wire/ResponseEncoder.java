package org.jitsuin.ocsp.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ocsp.status.CertificateStatus;

/**
 * Encodes what is signed of basic responses (RFC 6960 §4.2.1).
 *
 * <pre> ResponseData ::= SEQUENCE {
 *   version            [0]  EXPLICIT Version DEFAULT v1,
 *   responderID             ResponderID,
 *   producedAt              GeneralizedTime,
 *   responses               SEQUENCE OF SingleResponse,
 *   responseExtensions [1]  EXPLICIT Extensions OPTIONAL }
 * </pre>
 */
public final class ResponseEncoder {
  /** What a certificate that was never issued is said to be revoked for (RFC 6960 §2.2). */
  private static final Revocation NEVER_ISSUED =
      new Revocation(Instant.EPOCH, RevocationReason.CERTIFICATE_HOLD);

  private ResponseEncoder() {}

  /** Encodes what is to be signed. */
  public static UnsignedResponse encode(ResponseContent content, ResponseSigner signer) {
    return new UnsignedResponse(
        new ResponseData(
            responderId(signer),
            time(content.producedAt()),
            responses(content),
            extensions(content)),
        signer);
  }

  private static ResponderID responderId(ResponseSigner signer) {
    byte[] key = signer.certificate().getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
    // The RFC knows no other hash for byKey than SHA-1; it is a name here, not a protection.
    return new ResponderID(new DEROctetString(HashAlgorithm.SHA_1.hash(key)));
  }

  private static DERSequence responses(ResponseContent content) {
    ASN1EncodableVector responses = new ASN1EncodableVector(content.answers().size());
    for (SingleAnswer answer : content.answers()) {
      responses.add(
          new SingleResponse(
              CertID.getInstance(answer.certId().encoded()),
              status(answer.status()),
              time(content.thisUpdate()),
              time(content.nextUpdate()),
              singleExtensions(answer, content)));
    }
    return new DERSequence(responses);
  }

  /**
   * <pre>
   * CertStatus ::= CHOICE {
   *   good     [0]  IMPLICIT NULL,
   *   revoked  [1]  IMPLICIT RevokedInfo,
   *   unknown  [2]  IMPLICIT UnknownInfo }  -- NULL
   * </pre>
   */
  private static CertStatus status(CertificateStatus status) {
    return switch (status) {
      case CertificateStatus.Good _ -> new CertStatus();
      case CertificateStatus.Revoked(Revocation revocation) -> revoked(revocation);
      case CertificateStatus.NeverIssued _ -> revoked(NEVER_ISSUED);
      case CertificateStatus.Unknown _ -> new CertStatus(2, DERNull.INSTANCE);
    };
  }

  private static CertStatus revoked(Revocation revocation) {
    ASN1GeneralizedTime at = time(revocation.at());
    // A reason that says nothing is left out, as in CRLs (RFC 5280 §5.3.1).
    return revocation.reason() == RevocationReason.UNSPECIFIED
        ? new CertStatus(new RevokedInfo(at))
        : new CertStatus(new RevokedInfo(at, CRLReason.lookup(revocation.reason().code())));
  }

  /**
   * What is said besides about a certificate that was issued: the archive cutoff (RFC 6960 §4.4.4),
   * and of the CRL entry extensions (§4.4.5) the invalidity date, the only one that says more than
   * {@code RevokedInfo} does.
   *
   * <pre>
   * ArchiveCutoff ::= GeneralizedTime
   * InvalidityDate ::= GeneralizedTime
   * </pre>
   */
  private static Extensions singleExtensions(SingleAnswer answer, ResponseContent content) {
    return switch (answer.status()) {
      case CertificateStatus.Good _ -> singleExtensions(content, Optional.empty());
      case CertificateStatus.Revoked(Revocation revocation) ->
          singleExtensions(content, revocation.invalidSince());
      case CertificateStatus.NeverIssued _, CertificateStatus.Unknown _ -> null;
    };
  }

  private static Extensions singleExtensions(
      ResponseContent content, Optional<Instant> invalidSince) {
    List<Extension> extensions = new ArrayList<>();
    content
        .archiveCutoff()
        .map(moment -> extension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff, time(moment)))
        .ifPresent(extensions::add);
    invalidSince
        .map(since -> extension(Extension.invalidityDate, time(since)))
        .ifPresent(extensions::add);
    return orNull(extensions);
  }

  private static Extensions extensions(ResponseContent content) {
    List<Extension> extensions = new ArrayList<>();
    content
        .nonce()
        .map(nonce ->
            extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, new DEROctetString(nonce.octets())))
        .ifPresent(extensions::add);
    if (content.answers().stream().anyMatch(ResponseEncoder::isNeverIssued)) {
      extensions.add(
          extension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke, DERNull.INSTANCE));
    }
    return orNull(extensions);
  }

  /** Bouncy Castle has null for no extensions, as an empty sequence of them is not allowed. */
  private static Extensions orNull(List<Extension> extensions) {
    return extensions.isEmpty() ? null : new Extensions(extensions.toArray(Extension[]::new));
  }

  private static Extension extension(ASN1ObjectIdentifier oid, ASN1Object value) {
    return new Extension(oid, false, Der.encode(value));
  }

  private static boolean isNeverIssued(SingleAnswer answer) {
    return answer.status() instanceof CertificateStatus.NeverIssued;
  }

  private static ASN1GeneralizedTime time(Instant instant) {
    return new ASN1GeneralizedTime(Date.from(instant));
  }
}
