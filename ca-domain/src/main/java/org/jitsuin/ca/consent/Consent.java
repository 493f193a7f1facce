package org.jitsuin.ca.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jitsuin.base.time.JapanTime;

/**
 * A consent as it stands.
 *
 * @param registerId whose it is; empty of one of which only the withdrawal is known
 * @param party who may be told
 * @param until the last day in Japan
 * @param withdrawnAt present once it is withdrawn
 * @param withdrawal its number among the withdrawals of the party, from 1
 */
public record Consent(
    String id,
    Optional<String> registerId,
    String party,
    String purpose,
    Set<ConsentAttribute> attributes,
    Instant given,
    Instant recordedAt,
    LocalDate until,
    Optional<Instant> withdrawnAt,
    OptionalLong withdrawal) {
  public Consent {
    attributes = Set.copyOf(attributes);
  }

  /** What has become of a consent. */
  public enum State {
    IN_FORCE("in-force"),
    WITHDRAWN("withdrawn"),
    /** Its last day is over. */
    ENDED("ended");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }
  }

  /** A consent that is recorded now. */
  public static Consent recorded(ConsentText text, String registerId, Instant now) {
    return new Consent(
        text.id(),
        Optional.of(registerId),
        text.party(),
        text.purpose(),
        text.attributes(),
        text.given(),
        now,
        text.until(),
        Optional.empty(),
        OptionalLong.empty());
  }

  /** The same, withdrawn. */
  public Consent withdrawn(Instant now, long number) {
    return new Consent(
        id,
        registerId,
        party,
        purpose,
        attributes,
        given,
        recordedAt,
        until,
        Optional.of(now),
        OptionalLong.of(number));
  }

  public State state(Instant now) {
    if (withdrawnAt.isPresent()) {
      return State.WITHDRAWN;
    }
    return JapanTime.date(now).isAfter(until) ? State.ENDED : State.IN_FORCE;
  }

  /** Nothing of what for: it may tell of the holder. */
  @Override
  public String toString() {
    return "Consent[" + id + "]";
  }
}
