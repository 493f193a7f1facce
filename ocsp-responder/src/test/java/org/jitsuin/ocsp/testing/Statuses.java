package org.jitsuin.ocsp.testing;

import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.jitsuin.base.model.RevocationReason;

/** Reads responses as a client does, in few words. */
public final class Statuses {
  private Statuses() {}

  /** The signed part of a response. */
  public static BasicOCSPResp basic(OCSPResp response) {
    try {
      return (BasicOCSPResp) response.getResponseObject();
    } catch (OCSPException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a response says about each certificate: {@code good}, {@code unknown}, or the reason and
   * time of a revocation, such as {@code superseded 2025-10-27T00:00:00Z}; or the one word for an
   * unsigned response, such as {@code tryLater}.
   */
  public static List<String> of(OCSPResp response) {
    return switch (response.getStatus()) {
      case OCSPResp.SUCCESSFUL ->
          Arrays.stream(basic(response).getResponses())
              .map(single -> word(single.getCertStatus()))
              .toList();
      case OCSPResp.MALFORMED_REQUEST -> List.of("malformedRequest");
      case OCSPResp.INTERNAL_ERROR -> List.of("internalError");
      case OCSPResp.TRY_LATER -> List.of("tryLater");
      case OCSPResp.SIG_REQUIRED -> List.of("sigRequired");
      case OCSPResp.UNAUTHORIZED -> List.of("unauthorized");
      default -> throw new IllegalStateException("status " + response.getStatus());
    };
  }

  /** A time in an extension. */
  public static Instant instant(ASN1GeneralizedTime time) {
    try {
      return time.getDate().toInstant();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String word(CertificateStatus status) {
    // Bouncy Castle's CertificateStatus.GOOD.
    if (status == null) {
      return "good";
    }
    return status instanceof RevokedStatus revoked
        ? RevocationReason.byCode(revoked.getRevocationReason()).orElseThrow()
            + " "
            + revoked.getRevocationTime().toInstant()
        : "unknown";
  }
}
