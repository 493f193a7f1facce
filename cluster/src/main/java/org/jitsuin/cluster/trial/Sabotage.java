package org.jitsuin.cluster.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.cluster.trial.check.History;
import org.jitsuin.cluster.trial.check.Seen;
import org.jitsuin.cluster.trial.check.Status;

/**
 * What a broken build would have done, done to what is looked at after a trial, so that it is seen
 * whether it would have been found. It is done in a transaction that is never committed.
 */
enum Sabotage {
  /** Something that was told to be done is lost. */
  LOST_ACT("acknowledged", "DELETE FROM ca.resident_event ORDER BY recorded_at DESC LIMIT 1"),
  /** A repeated request was done twice. */
  DONE_TWICE(
      "acknowledged",
      "SELECT register_id, card_id INTO @resident, @card FROM ca.card"
          + " ORDER BY registered_at DESC LIMIT 1;"
          + " UPDATE ca.card SET register_id = @resident WHERE card_id <> @card"
          + " ORDER BY registered_at DESC LIMIT 1"),
  /** Half of an act was committed. */
  HALF_AN_ACT(
      "whole",
      "SET foreign_key_checks = 0; DELETE FROM ca.certificate ORDER BY not_before DESC LIMIT 1"),
  /** An entry of the log was changed after it was signed. */
  FORKED_LOG(
      "checkpoints", "UPDATE audit.entry SET body = CONCAT(body, ' ') ORDER BY entry_no LIMIT 1"),
  /** Something was signed without an intent. */
  UNINTENDED(
      "intents",
      "SELECT serial INTO @serial FROM ca.certificate ORDER BY not_before DESC LIMIT 1;"
          + " DELETE FROM ca.signing_intent WHERE serial = @serial"),
  /** What was revoked is good again. */
  GOOD_AGAIN(
      "acknowledged",
      "UPDATE status.feed SET reason = NULL, revoked_at = NULL WHERE revoked_at IS NOT NULL"
          + " AND reason <> 6 ORDER BY seq DESC LIMIT 1"),
  /** A responder that is behind calls never issued what was issued. */
  NEVER_ISSUED("statuses", "DO 1"),
  /** A CRL lists what is good. */
  WRONGLY_LISTED("listed", "DO 1"),
  /** Two servers do at once what only one may. */
  TWO_HOLDERS("leases", "DO 1");

  private final String rule;
  private final String statements;

  Sabotage(String rule, String statements) {
    this.rule = rule;
    this.statements = statements;
  }

  /** The rule that it breaks. */
  String rule() {
    return rule;
  }

  /** What is done in the database before it is read, and taken back behind it. */
  String statements() {
    return "START TRANSACTION; " + statements + "; ";
  }

  /** What was seen with it. */
  History change(History history) {
    return switch (this) {
      case NEVER_ISSUED -> changed(history, Sabotage::neverIssued);
      case WRONGLY_LISTED -> changed(history, Sabotage::wronglyListed);
      case TWO_HOLDERS -> changed(history, Sabotage::otherHolder);
      default -> history;
    };
  }

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** With the first that can be changed changed, and as it was beside it. */
  private static History changed(History history, Function<Seen, Optional<Seen>> change) {
    List<Seen> seen = new ArrayList<>(history.seen());
    history.seen().stream()
        .flatMap(one -> change.apply(one).stream())
        .findFirst()
        .ifPresent(seen::add);
    return new History(history.acts(), seen, history.troubles());
  }

  private static Optional<Seen> neverIssued(Seen one) {
    return one instanceof Seen.Answer(String server, String serial, long asked, long answered, _)
        ? Optional.of(new Seen.Answer(server, serial, asked, answered, Status.NEVER_ISSUED))
        : Optional.empty();
  }

  private static Optional<Seen> wronglyListed(Seen one) {
    return one
            instanceof
            Seen.Crl(
                String server,
                long at,
                String partition,
                long number,
                long thisUpdate,
                String hash,
                _)
        ? Optional.of(new Seen.Crl(server, at, partition, number, thisUpdate, hash, Set.of("good")))
        : Optional.empty();
  }

  private static Optional<Seen> otherHolder(Seen one) {
    return one instanceof Seen.Holder(String server, long at, String lease, _, long fence)
        ? Optional.of(new Seen.Holder(server, at, lease, "another server", fence))
        : Optional.empty();
  }
}
