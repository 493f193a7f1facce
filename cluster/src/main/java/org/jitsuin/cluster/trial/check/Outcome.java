package org.jitsuin.cluster.trial.check;

/** What whoever asked for an act knows of it. */
public enum Outcome {
  /** It was told to be done. */
  OK,
  /** It was told not to be done, and why. */
  REFUSED,
  /** Nothing was told, or to come again: it may be done or not. */
  UNKNOWN
}
