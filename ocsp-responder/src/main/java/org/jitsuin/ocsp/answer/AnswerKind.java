package org.jitsuin.ocsp.answer;

import java.util.Locale;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.wire.ResponseStatus;

/** The kinds of answer: about one certificate, or instead of any. */
public enum AnswerKind {
  GOOD,
  REVOKED,
  NEVER_ISSUED,
  UNKNOWN,
  MALFORMED_REQUEST,
  INTERNAL_ERROR,
  TRY_LATER,
  SIG_REQUIRED,
  UNAUTHORIZED;

  /** The name in counts and metrics, such as {@code never-issued}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether it is said of no certificate, but instead of an answer. */
  public boolean isRefusal() {
    return switch (this) {
      case GOOD, REVOKED, NEVER_ISSUED, UNKNOWN -> false;
      case MALFORMED_REQUEST, INTERNAL_ERROR, TRY_LATER, SIG_REQUIRED, UNAUTHORIZED -> true;
    };
  }

  static AnswerKind of(CertificateStatus status) {
    return switch (status) {
      case CertificateStatus.Good _ -> GOOD;
      case CertificateStatus.Revoked _ -> REVOKED;
      case CertificateStatus.NeverIssued _ -> NEVER_ISSUED;
      case CertificateStatus.Unknown _ -> UNKNOWN;
    };
  }

  static AnswerKind of(ResponseStatus status) {
    return switch (status) {
      case MALFORMED_REQUEST -> MALFORMED_REQUEST;
      case INTERNAL_ERROR -> INTERNAL_ERROR;
      case TRY_LATER -> TRY_LATER;
      case SIG_REQUIRED -> SIG_REQUIRED;
      case UNAUTHORIZED -> UNAUTHORIZED;
    };
  }
}
