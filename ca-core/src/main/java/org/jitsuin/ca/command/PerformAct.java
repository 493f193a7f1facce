package org.jitsuin.ca.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.command.Spending.UsedUp;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.OwnedCertificate;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/** Performs commands that need no signature, each once, with its audit entries. */
public final class PerformAct {
  /** The origin that audit entries name for an act that somebody asked for. */
  private static final String ORIGIN = "request";

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final PersonalBrakes brakes;
  private final SlowedSuspensions slowed;

  public PerformAct(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      PersonalBrakes brakes) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
    this.brakes = brakes;
    this.slowed = new SlowedSuspensions(transactions, clock, auditLog);
  }

  /** The subject of an act. */
  public sealed interface Subject {
    /** A card by its id. */
    record OfCard(String id) implements Subject {}

    /**
     * A certificate by its serial number.
     *
     * @param card the card that it must be on, where one was named
     */
    record OfCertificate(Authority authority, Serial serial, Optional<String> card)
        implements Subject {
      /** Creates the subject of a certificate on whichever card. */
      public OfCertificate(Authority authority, Serial serial) {
        this(authority, serial, Optional.empty());
      }
    }
  }

  /**
   * A command with what it rests on.
   *
   * @param evidence personal data which the audit entry is bound to and does not hold; may be empty
   */
  public record Evidenced(Command command, Map<String, String> evidence) {
    public Evidenced {
      evidence = Map.copyOf(evidence);
    }

    /** A command that rests on no personal data but what it brings itself. */
    public static Evidenced of(Command command) {
      // Whoever took the notification knows whose it was.
      return new Evidenced(
          command,
          command instanceof Command.Replace replace
              ? replace
                  .notification()
                  .map(number -> Map.of("notification", number))
                  .orElse(Map.of())
              : Map.of());
    }
  }

  /** A barrier against an act, by the municipality where the holder lives. */
  @FunctionalInterface
  public interface Barrier {
    /** Returns why the act is not done, if it is not. */
    Optional<Refusal> against(String residence);
  }

  /**
   * A request for an act.
   *
   * @param approved whether a second person has approved it: then it is charged to nobody's budget
   * @param seen what it was decided on at the counter: refused where that holds no more
   */
  public record Request(
      Subject subject,
      Evidenced asked,
      Barrier barrier,
      boolean approved,
      Optional<CardVersion> seen) {
    /** Creates a request of one person that nothing bars but the caller's municipality. */
    public Request(Subject subject, Evidenced asked) {
      this(subject, asked, _ -> Optional.empty(), false, Optional.empty());
    }
  }

  /**
   * Performs what a member of staff asks for; clerks and supervisors reach residents of their own
   * municipality only.
   */
  public Outcome<Answered<Performed>> perform(StaffMember caller, RequestId id, Request request) {
    List<UsedUp> usedUp = new ArrayList<>();
    Outcome<Answered<Performed>> outcome =
        transactions.once(
            id,
            handle -> {
              usedUp.clear();
              return registerId(handle, request.subject())
                  .then(owner -> perform(handle, caller, owner, request, usedUp))
                  .map(effect ->
                      effect.answered(Json.write(ActViews.of(effect.result(), clock.instant()))));
            });
    switch (outcome) {
      case Outcome.Done<Answered<Performed>> _ -> brakes.tell(usedUp);
      case Outcome.Refused<Answered<Performed>>(Refusal refusal) ->
          refused(caller, request.asked(), refusal.code());
      case Outcome.Repeated<Answered<Performed>> _ -> {}
    }
    return outcome;
  }

  private void refused(StaffMember caller, Evidenced asked, RefusalCode code) {
    if (code.isReportRecorded() && asked.command() instanceof Command.Revoke report) {
      record(caller.actor(), report, asked.evidence());
    } else if (code == RefusalCode.SUSPENSIONS_TOO_FAST) {
      slowed.refused(caller);
    }
  }

  private Outcome<Effect<Performed>> perform(
      Handle handle, StaffMember caller, String owner, Request request, List<UsedUp> usedUp) {
    FiledDossier filed = Dossiers.lock(handle, owner).orElseThrow();
    String residence = filed.dossier().resident().holder().municipality();
    if (!caller.reaches(residence)) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (request.seen().filter(seen -> !seen.isCurrent(filed.version())).isPresent()) {
      return Outcome.refused(RefusalCode.CARD_CHANGED);
    }
    return request
        .barrier()
        .against(residence)
        .<Outcome<Effect<Performed>>>map(Outcome.Refused::new)
        .orElseGet(() -> perform(handle, caller, filed, request, usedUp));
  }

  private Outcome<Effect<Performed>> perform(
      Handle handle, StaffMember caller, FiledDossier filed, Request request, List<UsedUp> usedUp) {
    Dossier dossier = filed.dossier();
    // The time behind the lock: what others did before it is earlier.
    Instant now = clock.instant();
    DossierTransaction dossiers =
        new DossierTransaction(handle, lifeCycle, auditLog, caller.actor(), now);
    dossiers.add(dossier);
    Evidenced asked = request.asked();
    Spending spending = brakes.spending(handle, now);
    return dossiers
        .decide(dossier.resident().holder().registerId(), asked.command())
        .then(performed -> {
          Optional<Refusal> braked =
              request.approved() ? Optional.empty() : spending.spend(caller, performed);
          if (braked.isPresent()) {
            return new Outcome.Refused<>(braked.get());
          }
          dossiers.record(performed, ORIGIN, dossiers.commit(asked.evidence()));
          usedUp.addAll(spending.write());
          usedUp.forEach(one -> dossiers.record(one.act()));
          int version = filed.version() + (performed.decision().changes().isEmpty() ? 0 : 1);
          return Outcome.done(new Effect<>(performed, dossiers.write(), OptionalInt.of(version)));
        });
  }

  /** A report is kept before anybody is told that nothing follows from it. */
  private void record(Actor actor, Command.Revoke report, Map<String, String> evidence) {
    transactions.run(handle -> {
      CardCertificate certificate =
          CertificateTable.find(handle, report.kind(), report.serial()).orElseThrow().certificate();
      String committed = evidence.isEmpty() ? "" : auditLog.commit(handle, evidence);
      auditLog.append(handle, actor, AuditTrail.reported(certificate, report, ORIGIN, committed));
      return certificate;
    });
  }

  private static Outcome<String> registerId(Handle handle, Subject subject) {
    return switch (subject) {
      case Subject.OfCard(String id) ->
          CardTable.find(handle, id)
              .map(Card::registerId)
              .map(Outcome::done)
              .orElseGet(() -> Outcome.refused(RefusalCode.CARD_UNKNOWN));
      case Subject.OfCertificate of ->
          CertificateTable.find(handle, of.authority(), of.serial())
              .map(found ->
                  elsewhere(found, of)
                      .<Outcome<String>>map(Outcome.Refused::new)
                      .orElseGet(() -> Outcome.done(found.registerId())))
              .orElseGet(() -> Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN));
    };
  }

  /** Returns the refusal of a certificate that is not on the card that was named. */
  public static Optional<Refusal> elsewhere(Handle handle, Subject.OfCertificate named) {
    return CertificateTable.find(handle, named.authority(), named.serial())
        .flatMap(found -> elsewhere(found, named));
  }

  private static Optional<Refusal> elsewhere(OwnedCertificate found, Subject.OfCertificate named) {
    return named
        .card()
        .filter(card -> !card.equals(found.certificate().cardId()))
        .map(card -> new Refusal(RefusalCode.CERTIFICATE_NOT_ON_CARD, card));
  }
}
