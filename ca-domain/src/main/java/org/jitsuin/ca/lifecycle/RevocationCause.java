package org.jitsuin.ca.lifecycle;

import org.jitsuin.base.model.RevocationReason;

/**
 * The cause of a revocation, with the reason of RFC 5280 §5.3.1 that relying parties are told. The
 * practice statement (運用規程 §4.9) knows seven: unspecified, destroyed before it was handed over;
 * keyCompromise, the holder's key; cACompromise, the authority's; affiliationChanged, the content
 * is not right any more; superseded, renewed; cessationOfOperation, not needed any more;
 * certificateHold, in doubt.
 */
public enum RevocationCause {
  /**
   * The certificate contains data of the holder that is no longer right (article 12, paragraph 1).
   */
  RESIDENT_DATA_CHANGED("resident-data-changed", RevocationReason.AFFILIATION_CHANGED),
  /** The resident record was removed: death, departure, loss of residency (article 12). */
  RESIDENT_RECORD_REMOVED("resident-record-removed", RevocationReason.AFFILIATION_CHANGED),
  /** A departure with continued use ends the signature certificate. */
  DEPARTURE("departure", RevocationReason.AFFILIATION_CHANGED),
  /** An error or omission in the record (article 13), so in the content; the holder is told. */
  RECORD_ERROR("record-error", RevocationReason.AFFILIATION_CHANGED),
  /** The card lapsed: lost, returned, run out early, number changed. */
  CARD_ENDED("card-ended", RevocationReason.CESSATION_OF_OPERATION),
  /** A successor of the card took its place. */
  CARD_REPLACED("card-replaced", RevocationReason.SUPERSEDED),
  /** A successor of the certificate took its place. */
  RENEWED("renewed", RevocationReason.SUPERSEDED),
  /** The lift of a suspension ended the signature certificate, by policy. */
  SUSPENSION_LIFTED("suspension-lifted", RevocationReason.CESSATION_OF_OPERATION),
  /** A suspension that was never lifted ended by rule. */
  HOLD_EXPIRED("hold-expired", RevocationReason.CESSATION_OF_OPERATION),
  /** The holder's request (article 9). */
  HOLDER_REQUEST("holder-request", RevocationReason.CESSATION_OF_OPERATION),
  /** The holder's report that the key leaked (article 10). */
  KEY_COMPROMISE("key-compromise", RevocationReason.KEY_COMPROMISE),
  /** The certificate was issued with wrong content. */
  ERRONEOUS_ISSUE("erroneous-issue", RevocationReason.AFFILIATION_CHANGED),
  /** The authority itself needs the certificate no longer. */
  EX_OFFICIO("ex-officio", RevocationReason.CESSATION_OF_OPERATION),
  /** The card was destroyed before it was handed over. */
  DESTROYED_BEFORE_DELIVERY("destroyed-before-delivery", RevocationReason.UNSPECIFIED),
  /** The key of the authority itself leaked (article 14): nothing is said of the holders' keys. */
  AUTHORITY_KEY_COMPROMISE("authority-key-compromise", RevocationReason.CA_COMPROMISE);

  private final String id;
  private final RevocationReason reason;

  RevocationCause(String id, RevocationReason reason) {
    this.id = id;
    this.reason = reason;
  }

  /** The name in audit entries and in the API. */
  public String id() {
    return id;
  }

  /** Returns the reason that relying parties are told. */
  public RevocationReason reason() {
    return reason;
  }

  /**
   * Returns whether a key leaked, which is told even of a certificate that was revoked for
   * something else.
   */
  public boolean isCompromise() {
    return reason == RevocationReason.KEY_COMPROMISE || reason == RevocationReason.CA_COMPROMISE;
  }
}
