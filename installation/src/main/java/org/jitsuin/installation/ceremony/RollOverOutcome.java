package org.jitsuin.installation.ceremony;

import org.jitsuin.base.model.Issuer;

/** The progress of a roll-over. */
public sealed interface RollOverOutcome {
  /**
   * The new generation is there and does not issue yet.
   *
   * @param missingCrls how many of its CRLs are not published yet
   */
  record Prepared(Issuer issuer, long missingCrls) implements RollOverOutcome {}

  /** The new generation issues. */
  record Completed(Issuer issuer, Issuer predecessor) implements RollOverOutcome {}

  /** The roll-over was refused; nothing was changed. */
  record Refused(String reason) implements RollOverOutcome {}
}
