package org.jitsuin.ocsp.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
import org.jitsuin.base.der.DerWriter;
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
  /** The revocation that is told of a certificate that was never issued (RFC 6960 §2.2). */
  private static final Revocation NEVER_ISSUED =
      new Revocation(Instant.EPOCH, RevocationReason.CERTIFICATE_HOLD);

  /** The tags of CertStatus, of which the first and the last are NULL. */
  private static final byte[] GOOD = {(byte) 0x80, 0};

  private static final int REVOKED = 0xa1;
  private static final byte[] UNKNOWN = {(byte) 0x82, 0};

  private static final byte[] ARCHIVE_CUTOFF =
      DerWriter.encode(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);
  private static final byte[] INVALIDITY_DATE = DerWriter.encode(Extension.invalidityDate);
  private static final byte[] NONCE = DerWriter.encode(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
  private static final byte[] EXTENDED_REVOKED =
      extension(
          DerWriter.encode(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke),
          DerWriter.encode(DERNull.INSTANCE));

  private ResponseEncoder() {}

  /** Encodes what is to be signed. */
  public static TbsResponse encode(ResponseData content, ResponseSigner signer) {
    List<byte[]> responses = new ArrayList<>();
    for (SingleResponse answer : content.answers()) {
      responses.add(singleResponse(answer, content));
    }
    byte[] data =
        DerWriter.sequence(
            signer.responderId(),
            DerTime.generalized(content.producedAt()),
            DerWriter.sequence(responses.toArray(byte[][]::new)),
            extensions(extensions(content)));
    return new TbsResponse(data, signer);
  }

  /**
   * <pre>
   * SingleResponse ::= SEQUENCE {
   *   certID                 CertID,
   *   certStatus             CertStatus,
   *   thisUpdate             GeneralizedTime,
   *   nextUpdate        [0]  EXPLICIT GeneralizedTime OPTIONAL,
   *   singleExtensions  [1]  EXPLICIT Extensions OPTIONAL }
   * </pre>
   */
  private static byte[] singleResponse(SingleResponse answer, ResponseData content) {
    return DerWriter.sequence(
        answer.certId().encoded(),
        status(answer.status(), content.thisUpdate()),
        DerTime.generalized(content.thisUpdate()),
        DerWriter.element(DerTag.constructed(0), DerTime.generalized(content.nextUpdate())),
        extensions(singleExtensions(answer, content)));
  }

  /**
   * <pre>
   * CertStatus ::= CHOICE {
   *   good     [0]  IMPLICIT NULL,
   *   revoked  [1]  IMPLICIT RevokedInfo,
   *   unknown  [2]  IMPLICIT UnknownInfo }  -- NULL
   * </pre>
   */
  private static byte[] status(CertificateStatus status, Instant thisUpdate) {
    return switch (status) {
      case CertificateStatus.Good _ -> GOOD;
      case CertificateStatus.Revoked(Revocation revocation) -> revoked(revocation, thisUpdate);
      case CertificateStatus.NeverIssued _ -> revoked(NEVER_ISSUED, thisUpdate);
      case CertificateStatus.Unknown _ -> UNKNOWN;
    };
  }

  /**
   * <pre>
   * RevokedInfo ::= SEQUENCE {
   *   revocationTime         GeneralizedTime,
   *   revocationReason  [0]  EXPLICIT CRLReason OPTIONAL }  -- ENUMERATED
   * </pre>
   *
   * <p>Where the clock of the server that recorded it is ahead of this one's, it was revoked at
   * thisUpdate at the latest: nothing is known that is still to come.
   */
  private static byte[] revoked(Revocation revocation, Instant thisUpdate) {
    Instant told = revocation.at().isAfter(thisUpdate) ? thisUpdate : revocation.at();
    byte[] at = DerTime.generalized(told);
    // A reason that says nothing is left out, as in CRLs (RFC 5280 §5.3.1).
    return revocation.reason() == RevocationReason.UNSPECIFIED
        ? DerWriter.element(REVOKED, at)
        : DerWriter.element(
            REVOKED,
            at,
            DerWriter.element(
                DerTag.constructed(0), DerWriter.enumerated(revocation.reason().code())));
  }

  /**
   * Encodes what is said besides about a certificate that was issued: the archive cutoff (RFC 6960
   * §4.4.4), and of the CRL entry extensions (§4.4.5) the invalidity date, the only one that says
   * more than {@code RevokedInfo} does.
   *
   * <pre>
   * ArchiveCutoff ::= GeneralizedTime
   * InvalidityDate ::= GeneralizedTime
   * </pre>
   */
  private static List<byte[]> singleExtensions(SingleResponse answer, ResponseData content) {
    return switch (answer.status()) {
      case CertificateStatus.Good _ -> singleExtensions(content, Optional.empty());
      case CertificateStatus.Revoked(Revocation revocation) ->
          singleExtensions(content, revocation.invalidSince());
      case CertificateStatus.NeverIssued _, CertificateStatus.Unknown _ -> List.of();
    };
  }

  private static List<byte[]> singleExtensions(
      ResponseData content, Optional<Instant> invalidSince) {
    List<byte[]> extensions = new ArrayList<>();
    content
        .archiveCutoff()
        .ifPresent(
            moment -> extensions.add(extension(ARCHIVE_CUTOFF, DerTime.generalized(moment))));
    invalidSince.ifPresent(
        since -> extensions.add(extension(INVALIDITY_DATE, DerTime.generalized(since))));
    return extensions;
  }

  private static List<byte[]> extensions(ResponseData content) {
    List<byte[]> extensions = new ArrayList<>();
    content.nonce().ifPresent(nonce -> extensions.add(extension(NONCE, nonce.value())));
    if (content.answers().stream().anyMatch(ResponseEncoder::isNeverIssued)) {
      extensions.add(EXTENDED_REVOKED);
    }
    return extensions;
  }

  /** {@code [1] EXPLICIT Extensions}; nothing where there are none. */
  private static byte[] extensions(List<byte[]> extensions) {
    return extensions.isEmpty()
        ? new byte[0]
        : DerWriter.element(
            DerTag.constructed(1), DerWriter.sequence(extensions.toArray(byte[][]::new)));
  }

  /**
   * An Extension (RFC 5280 §4.1) that is not critical.
   *
   * @param oid the DER of its OBJECT IDENTIFIER
   */
  private static byte[] extension(byte[] oid, byte[] value) {
    return DerWriter.sequence(oid, DerWriter.octetString(value));
  }

  private static boolean isNeverIssued(SingleResponse answer) {
    return answer.status() instanceof CertificateStatus.NeverIssued;
  }
}
