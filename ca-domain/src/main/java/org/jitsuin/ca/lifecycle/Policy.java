package org.jitsuin.ca.lifecycle;

import java.time.Period;
import java.util.Optional;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * What is not settled by law but by the authority that runs this.
 *
 * @param validity birthdays, dates
 * @param lift what the lift of a suspension does to the signature certificate
 * @param holdEndsAfter after which time a suspension that nobody lifted ends by rule; never where
 *     empty
 * @param amendment what becomes of a compromise that is reported of what is revoked already
 */
public record Policy(
    ValidityRules validity,
    LiftOfSignature lift,
    Optional<Period> holdEndsAfter,
    Amendment amendment) {

  /** A policy under which a worse fact is told. */
  public Policy(ValidityRules validity, LiftOfSignature lift, Optional<Period> holdEndsAfter) {
    this(validity, lift, holdEndsAfter, Amendment.TOLD);
  }

  /** What becomes of a compromise that is reported of what is revoked already. */
  public enum Amendment {
    /** Relying parties are told reason and invalidityDate anew (RFC 5280 §5.3). */
    TOLD,
    /** What was published stays; the report is recorded. */
    RECORDED
  }

  /** What the lift of a suspension does to the signature certificate. */
  public enum LiftOfSignature {
    /** It is good again: the leaflet, card §5: "you can cancel the suspension". */
    RESTORED,
    /** It is revoked, to be issued anew: today's practice (domain, section 3.5). */
    REVOKED
  }
}
