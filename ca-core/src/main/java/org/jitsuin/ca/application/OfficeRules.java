package org.jitsuin.ca.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.base.work.Refreshed;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.DualControlTable;
import org.jitsuin.ca.store.IssuingTable;
import org.jitsuin.ca.store.Transactions;

/**
 * The rules that hold at every counter now: whether issuing is closed, and where a second person is
 * asked for. It is read from the database, so that all servers obey, and kept for half a second;
 * while the database takes its time, for some more.
 */
public final class OfficeRules {
  private static final Duration KEPT = Duration.ofMillis(500);

  /** A rule of which nobody knows whether it still holds is not obeyed any longer. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(JapanTime.ZONE);

  private final Transactions transactions;
  private final InstantSource clock;
  private final Refreshed<Snapshot> rules;

  public OfficeRules(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.rules = new Refreshed<>(KEPT, LONGEST, clock);
  }

  private record Snapshot(Optional<IssuingClosure> closure, Demand demand) {
    static Snapshot read(Handle handle) {
      return new Snapshot(IssuingTable.find(handle), new Demand(DualControlTable.all(handle)));
    }
  }

  private Snapshot rules() {
    return rules.value(() -> transactions.run(Snapshot::read));
  }

  /** Makes this server look again at once; the others do so within half a second. */
  void changed() {
    rules.forget();
  }

  /** Returns why the caller may not do that directly at present, if they may not. */
  public Optional<Refusal> direct(StaffMember caller, ApplicationKind kind) {
    boolean second =
        caller.municipality().filter(code -> needsSecondPerson(code, kind)).isPresent();
    return second
        ? Optional.of(new Refusal(RefusalCode.SECOND_PERSON_NEEDED, kind.id()))
        : closed(kind);
  }

  /**
   * Returns what bars somebody who belongs to no office from doing that alone: the office where the
   * holder lives asks for a second person. To be asked for outside of a transaction, as {@link
   * #demand}.
   */
  public PerformAct.Barrier alone(StaffMember caller, ApplicationKind kind) {
    Demand demand = demand();
    return residence ->
        caller.municipality().isEmpty() && demand.secondPersonFor(residence, kind)
            ? Optional.of(new Refusal(RefusalCode.SECOND_OPERATOR_NEEDED, residence))
            : Optional.empty();
  }

  /** The kinds of application for which an office requires a second person. */
  public Set<ApplicationKind> secondPersonKinds(String municipality) {
    return demand().kinds().getOrDefault(municipality, Set.of());
  }

  /** Returns whether an office requires a second person for that. */
  boolean needsSecondPerson(String municipality, ApplicationKind kind) {
    return demand().secondPersonFor(municipality, kind);
  }

  /**
   * The rules of the caller's counter now, as they were read.
   *
   * @param secondPerson what an application is needed for, since the office asks for two people
   * @param closed why neither card nor certificate comes into being at present, if so
   */
  public record Desk(Set<ApplicationKind> secondPerson, Optional<Refusal> closed) {
    public Desk {
      secondPerson = Set.copyOf(secondPerson);
    }

    /** Returns why nothing of that kind is done at present, if it is not. */
    public Optional<Refusal> closed(ApplicationKind kind) {
      return kind.issues() ? closed : Optional.empty();
    }
  }

  /** Reads what holds at the caller's counter. To be asked for as {@link #demand}. */
  public Desk desk(StaffMember caller) {
    Snapshot now = rules();
    return new Desk(
        caller.municipality().map(now.demand()::kindsOf).orElse(Set.of()),
        now.closure().map(this::refusal));
  }

  /**
   * Reads where a second person is required. Not to be called in a transaction: it may open one.
   */
  Demand demand() {
    return rules().demand();
  }

  /** The offices' demands for a second person, as they were read. */
  record Demand(Map<String, Set<ApplicationKind>> kinds) {
    Demand {
      kinds = Map.copyOf(kinds);
    }

    boolean secondPersonFor(String municipality, ApplicationKind kind) {
      return kindsOf(municipality).contains(kind);
    }

    private Set<ApplicationKind> kindsOf(String municipality) {
      return kinds.getOrDefault(municipality, Set.of());
    }
  }

  /** Returns why nothing of that kind is done at present, if it is not. */
  Optional<Refusal> closed(ApplicationKind kind) {
    return kind.issues() ? rules().closure().map(this::refusal) : Optional.empty();
  }

  private Refusal refusal(IssuingClosure closure) {
    Instant now = clock.instant();
    Duration pause =
        closure.until().filter(now::isBefore).map(end -> Duration.between(now, end)).orElse(PAUSE);
    return new Refusal(
        RefusalCode.ISSUING_CLOSED,
        closure.until().map(end -> TIME.format(end.truncatedTo(ChronoUnit.SECONDS))).orElse("?"),
        Optional.of(pause));
  }
}
