package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.IdentityCheck;

/** A command to the life cycle; {@link LifeCycle} decides it. */
public sealed interface Command {
  /**
   * Issue certificates of those kinds to a card that has none of them.
   *
   * @param kinds at least one
   * @param ward whether the office knows the holder as an adult ward
   */
  record Issue(String cardId, Set<Authority> kinds, IdentityCheck check, boolean ward)
      implements Command {
    public Issue {
      kinds = some(kinds);
    }
  }

  /**
   * Issue certificates in the place of others.
   *
   * @param kinds at least one
   * @param ward whether the office knows the holder as an adult ward
   */
  record Renew(
      String cardId, RenewalGround ground, Set<Authority> kinds, IdentityCheck check, boolean ward)
      implements Command {
    public Renew {
      kinds = some(kinds);
    }

    /** Renews certificates that run out soon. */
    public Renew(String cardId, Set<Authority> kinds, IdentityCheck check, boolean ward) {
      this(cardId, RenewalGround.ENDING, kinds, check, ward);
    }
  }

  /**
   * Register a card for a resident who has none in force.
   *
   * @param cardId of the new card
   * @param applicationReceivedOn decides which age of majority holds
   */
  record Register(
      String cardId,
      LocalDate issuedOn,
      LocalDate applicationReceivedOn,
      boolean withoutPins,
      IdentityCheck check)
      implements Command {}

  /**
   * Register a card in the place of another, which lapses (再交付, 更新).
   *
   * @param newCardId of the new card
   * @param cause why: LOST, BURNT, DAMAGED, NUMBER_CHANGED, or RENEWED in the renewal window
   * @param notification the number of the loss notification (遺失届) or victim's notification (罹災届)
   * @param feeYen the fee that the office charged
   */
  record Replace(
      String cardId,
      String newCardId,
      CardEnd.Cause cause,
      Optional<String> notification,
      int feeYen,
      boolean withoutPins,
      IdentityCheck check)
      implements Command {
    /**
     * The causes for which a card is replaced by another; after the other causes a card is
     * registered anew.
     */
    public static final List<CardEnd.Cause> CAUSES =
        List.of(
            CardEnd.Cause.LOST,
            CardEnd.Cause.BURNT,
            CardEnd.Cause.DAMAGED,
            CardEnd.Cause.RENEWED,
            CardEnd.Cause.NUMBER_CHANGED);
  }

  /** Extend a card whose holder's stay was extended (在留期間更新). */
  record Extend(String cardId) implements Command {}

  /** Extend a card by two months while permission to stay is pending (特例延長). */
  record ExtendSpecially(String cardId) implements Command {}

  /**
   * Suspend a card and its certificates.
   *
   * @param by the id of the person who enters it
   */
  record Suspend(String cardId, String by) implements Command {}

  /** Lift the suspension of a card that was found again. */
  record Lift(String cardId, IdentityCheck check) implements Command {}

  /** End a suspension that was never lifted. */
  record EndHold(String cardId) implements Command {}

  /** Note that a card ended with a day that was moved forward. */
  record EndOfDay(String cardId) implements Command {}

  /**
   * Revoke a certificate.
   *
   * @param invalidSince from when it should not be trusted (RFC 5280 §5.3.2), if known
   * @param check how identity was checked, where somebody asked for it at the counter
   */
  record Revoke(
      Authority kind,
      Serial serial,
      RevocationCause cause,
      Optional<Instant> invalidSince,
      Optional<IdentityCheck> check)
      implements Command {
    /** Revokes without anybody at the counter. */
    public Revoke(
        Authority kind, Serial serial, RevocationCause cause, Optional<Instant> invalidSince) {
      this(kind, serial, cause, invalidSince, Optional.empty());
    }
  }

  /** Record what happened to a PIN of the card; the PIN itself is never told. */
  record RecordPin(String cardId, Authority pin, PinAct act, Optional<IdentityCheck> check)
      implements Command {}

  /** Take in a fact from the resident register. */
  record TakeIn(ResidentEvent event) implements Command {}

  private static Set<Authority> some(Set<Authority> kinds) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("needs at least one kind of certificate");
    }
    return Set.copyOf(kinds);
  }

  /** The events of a PIN (domain, section 3.6). */
  enum PinAct {
    /** The card counted too many wrong ones: 5 for signatures, 3 for user identification. */
    LOCKED,
    UNLOCKED,
    RESET
  }
}
