package org.jitsuin.cluster.trial.check;

/** The kinds of acts of a trial. */
public enum ActKind {
  /** A card of a resident; its subject is the register's id of the resident. */
  REGISTER,
  /** Both certificates of a card; its subject is the card. */
  ISSUE,
  /** A card suspended; its subject is the card. */
  SUSPEND,
  /** A suspension lifted; its subject is the card. */
  LIFT,
  /** An event that the register reports; its subject is the event's id. */
  EVENT
}
