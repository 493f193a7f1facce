package org.jitsuin.ca.retention;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of records that are erased once they may be kept no longer, in the order in which a day
 * begins with them.
 */
public enum RecordKind {
  /** The certificates themselves; their SHA-256 and their status stay. */
  CERTIFICATES("certificates"),
  /** Cards with their holders, and with the last card the resident. */
  CARDS("cards", "card-registered", "card-replaced"),
  /** By what somebody was searched for. */
  SEARCHES("searches", "holder-searched"),
  /** Who reported a loss, and how they are reached. */
  REPORTERS("reporters", "card-suspended"),
  /** What was entered with an application that was carried out, and what it was answered. */
  APPLICATIONS(
      "applications", "application-completed", "application-received", "application-extended"),
  /** What was entered with an application that was refused, and why it was. */
  REFUSED_APPLICATIONS("refused-applications", "application-refused"),
  /** What was noted when somebody asked for a revocation. */
  REVOCATION_NOTES("revocation-notes", "revocation-requested"),
  /** What was noted when a compromise was reported of which nothing follows. */
  COMPROMISE_NOTES("compromise-notes", "compromise-reported"),
  /** What the register reported. */
  EVENTS("events", "resident-event-recorded"),
  /** To what holders consented, with when relying parties were told their data by it. */
  CONSENTS("consents", "consent-recorded"),
  /** Why many certificates were revoked. */
  JOB_REASONS("job-reasons", "revocation-job-proposed"),
  /** Why issuing was closed. */
  CLOSURE_REASONS("closure-reasons", "issuing-closed"),
  /** Why held events were released or refused. */
  HOLD_REASONS("hold-reasons", "event-hold-proposed"),
  /** Why somebody came, stayed or went among the staff. */
  STAFF_REASONS("staff-reasons", "staff-change-proposed"),
  /** Why somebody was shut out. */
  BLOCK_REASONS("block-reasons", "staff-blocked"),
  /** Why an OCSP responder was withdrawn. */
  RESPONDER_REASONS("responder-reasons", "ocsp-responder-withdrawn"),
  /** By what order somebody was erased. */
  ERASURE_REFERENCES("erasure-references", "erasure-proposed"),
  /** What was to be signed, where it stands in full from before. */
  TO_BE_SIGNED("to-be-signed"),
  /** How far batches of the register were taken in. */
  BATCHES("batches"),
  /** How much relying parties were answered. */
  ANSWER_COUNTS("answer-counts"),
  /** Files that the register dropped, and their results. */
  DROP_FILES("drop-files");

  private final String id;

  /** Their names, separated by spaces. */
  private final String entries;

  RecordKind(String id, String... entries) {
    this.id = id;
    this.entries = String.join(" ", entries);
  }

  /** The name in the database, in audit entries and metrics. */
  public String id() {
    return id;
  }

  /** The kinds of audit entry that are bound to such records; the first one begins their time. */
  public List<String> entries() {
    return entries.isEmpty() ? List.of() : List.of(entries.split(" ", -1));
  }

  /** The records that entries of a kind are bound to. */
  public static Optional<RecordKind> ofEntry(String kind) {
    return Arrays.stream(values()).filter(one -> one.entries().contains(kind)).findFirst();
  }
}
