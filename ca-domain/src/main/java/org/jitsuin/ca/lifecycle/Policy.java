package org.jitsuin.ca.lifecycle;

import java.time.Period;
import java.util.Optional;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * Choices that the law leaves to the authority that runs this.
 *
 * @param validity birthdays, dates
 * @param lift what the lift of a suspension does to the signature certificate
 * @param holdEndsAfter after which time a suspension that nobody lifted ends by rule; never where
 *     empty
 * @param amendment what becomes of a compromise that is reported of what is revoked already
 * @param confirmation whether certificates wait until the register has confirmed the resident
 */
public record Policy(
    ValidityRules validity,
    LiftOfSignature lift,
    Optional<Period> holdEndsAfter,
    Amendment amendment,
    RegisterConfirmation confirmation) {

  /** A policy under which a worse fact is told and an office's word about a resident is enough. */
  public Policy(ValidityRules validity, LiftOfSignature lift, Optional<Period> holdEndsAfter) {
    this(validity, lift, holdEndsAfter, Amendment.TOLD, RegisterConfirmation.NOT_REQUIRED);
  }

  /** Whether the register must have confirmed whom an office alone knows. */
  public enum RegisterConfirmation {
    /** Certificates wait for it. */
    REQUIRED("required"),
    /** An office's word is enough. */
    NOT_REQUIRED("not-required");

    private final String id;

    RegisterConfirmation(String id) {
      this.id = id;
    }

    /** The name in settings and in the API. */
    public String id() {
      return id;
    }

    /** What offices are told of a resident: that nothing is awaited, where that is so. */
    public String told(Confirmation confirmation) {
      return this == NOT_REQUIRED && confirmation.state() == Confirmation.State.AWAITED
          ? id
          : confirmation.state().id();
    }
  }

  /** The treatment of a compromise that is reported of a certificate that is revoked already. */
  public enum Amendment {
    /** Relying parties are told reason and invalidityDate anew (RFC 5280 §5.3). */
    TOLD,
    /** Published revocations stay; the report is recorded. */
    RECORDED
  }

  /** The effect of a lifted suspension on the signature certificate. */
  public enum LiftOfSignature {
    /** The certificate is good again (leaflet, card §5: "you can cancel the suspension"). */
    RESTORED,
    /**
     * The certificate is revoked and must be issued anew: today's practice (domain, section 3.5).
     */
    REVOKED
  }
}
