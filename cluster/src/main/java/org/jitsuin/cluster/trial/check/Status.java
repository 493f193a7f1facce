package org.jitsuin.cluster.trial.check;

/** What a responder says of a certificate. */
public enum Status {
  GOOD,
  HOLD,
  REVOKED,
  /** Such a serial number was never issued. */
  NEVER_ISSUED,
  /** Nothing now: the question may be asked again. */
  LATER
}
