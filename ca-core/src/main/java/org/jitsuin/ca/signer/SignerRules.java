package org.jitsuin.ca.signer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ResponderAdmission;

/**
 * Decides whether the key of an OCSP signer is certified. One that was certified before vouches for
 * the next one of the same responder, and only the newest does: who has a copy of an older one, or
 * of the key of a responder that was withdrawn, gets no other.
 */
final class SignerRules {
  /** Certificates that a key generation gives one responder in a day, which asks once a week. */
  static final int MOST_A_DAY = 3;

  /** How long a key waits for operators; then its responder asks again. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private SignerRules() {}

  /**
   * Returns whether a request has waited too long for what it waits for.
   *
   * @param requestedAt as the responder says, so that it may lie anywhere
   */
  static boolean isOverdue(SignerRequestAnswer waitsFor, Instant requestedAt, Instant now) {
    return waitsFor == SignerRequestAnswer.AWAITS_ADMISSION
        && Duration.between(requestedAt, now).abs().compareTo(PATIENCE) > 0;
  }

  /** The word of another key for the one that is asked for. */
  sealed interface Voucher {
    /** None was given. */
    record None() implements Voucher {}

    /** What was given is no signature of a signer that is known. */
    record Wrong() implements Voucher {}

    /**
     * The signature of a signer's key is right.
     *
     * @param holder whose signer that is; empty where it is of before responders were known
     * @param good whether it is neither revoked nor followed by a newer one
     * @param ended whether its certificate has ended, as where a server was off for long
     */
    record Given(Optional<ResponderAdmission> holder, boolean good, boolean ended)
        implements Voucher {}
  }

  /**
   * What is known of a request.
   *
   * @param inForce whether the key generation signs
   * @param keySound whether the key is of the right kind and signed the request
   * @param keyKnown whether it was certified before
   * @param responder who asks; empty where it was never admitted
   * @param anyResponder whether any responder was ever admitted
   * @param keyAdmitted whether two operators admitted this very key
   * @param certifiedToday under its present admission
   */
  record Facts(
      boolean inForce,
      boolean keySound,
      boolean keyKnown,
      Optional<OcspResponder> responder,
      boolean anyResponder,
      Voucher voucher,
      boolean keyAdmitted,
      int certifiedToday) {}

  /** What becomes of a request. */
  sealed interface Decision {
    /**
     * The key is certified.
     *
     * @param by what lets it be
     */
    record Certify(Ground by) implements Decision {}

    /** The request is looked at again later. */
    record Wait(SignerRequestAnswer answer) implements Decision {}

    record Refuse(SignerRequestAnswer answer) implements Decision {}
  }

  /** What lets a key be certified. */
  enum Ground {
    /** The responder's newest key vouches for it. */
    SUCCESSOR,
    /** A key of before responders were known vouches for it: its responder is admitted by that. */
    FORMER_SIGNER,
    /** Operators admitted it. */
    ADMITTED_KEY
  }

  static Decision decide(Facts facts) {
    if (!facts.inForce()) {
      return new Decision.Refuse(SignerRequestAnswer.NOT_IN_FORCE);
    }
    if (!facts.keySound()) {
      return new Decision.Refuse(SignerRequestAnswer.KEY_REFUSED);
    }
    if (facts.keyKnown()) {
      return new Decision.Refuse(SignerRequestAnswer.KEY_KNOWN);
    }
    return switch (facts.voucher()) {
      case Voucher.None() -> byOperators(facts);
      case Voucher.Wrong() -> new Decision.Refuse(SignerRequestAnswer.NOT_ENDORSED);
      case Voucher.Given given -> byVoucher(facts, given);
    };
  }

  private static Decision byOperators(Facts facts) {
    boolean admitted =
        facts.keyAdmitted() && facts.responder().flatMap(OcspResponder::inForce).isPresent();
    return admitted
        ? inTurn(facts, Ground.ADMITTED_KEY)
        : new Decision.Wait(SignerRequestAnswer.AWAITS_ADMISSION);
  }

  private static Decision byVoucher(Facts facts, Voucher.Given given) {
    if (facts.responder().isEmpty()) {
      return byFormerSigner(facts, given);
    }
    Optional<ResponderAdmission> inForce = facts.responder().get().inForce();
    if (inForce.isEmpty()) {
      return new Decision.Refuse(SignerRequestAnswer.WITHDRAWN);
    }
    return given.good() && given.holder().equals(inForce)
        ? inTurn(facts, Ground.SUCCESSOR)
        : new Decision.Refuse(SignerRequestAnswer.NOT_ENDORSED);
  }

  /**
   * An installation of before responders were known goes on by itself: the first responder that has
   * the key of its signers is admitted, and others that have it as long as it may sign.
   */
  private static Decision byFormerSigner(Facts facts, Voucher.Given given) {
    boolean vouches =
        given.holder().isEmpty() && given.good() && (!given.ended() || !facts.anyResponder());
    return vouches
        ? new Decision.Certify(Ground.FORMER_SIGNER)
        : new Decision.Refuse(SignerRequestAnswer.NOT_ENDORSED);
  }

  private static Decision inTurn(Facts facts, Ground by) {
    return facts.certifiedToday() < MOST_A_DAY
        ? new Decision.Certify(by)
        : new Decision.Wait(SignerRequestAnswer.AWAITS_TURN);
  }
}
