package org.jitsuin.ca.application;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * The steps that all acts upon applications share.
 *
 * <p>The one arbiter of how an application ends is the request that is kept under its id: the act
 * is done under it, and a refusal takes its place with other content. Whichever is committed first
 * stands; the row of the application only tells of it.
 */
final class ApplicationRecord {
  /** The caller under whom the requests of applications are kept. */
  static final String CALLER = "application";

  private static final Bytes REFUSED = Bytes.of("{}".getBytes(StandardCharsets.US_ASCII));

  private final InstantSource clock;
  private final AuditLog auditLog;

  ApplicationRecord(InstantSource clock, AuditLog auditLog) {
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** The person who ends an application, as the audit log and the application itself say it. */
  record By(Actor actor, String name) {
    static By of(StaffMember caller) {
      return new By(caller.actor(), caller.person());
    }
  }

  /** Names the act of an application, whoever carries it out and whatever completes it. */
  static RequestId act(String application) {
    return request(application, "act");
  }

  private static RequestId request(String application, String what) {
    byte[] content = (what + " " + application).getBytes(StandardCharsets.US_ASCII);
    return new RequestId(CALLER, application, Fingerprint.of(content));
  }

  /** The application, if the caller may reach it. */
  static Outcome<FiledApplication> reached(Optional<FiledApplication> found, StaffMember caller) {
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.APPLICATION_UNKNOWN);
    }
    return caller.reaches(found.get().subject().municipality())
        ? Outcome.done(found.get())
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  /**
   * The application as the caller may read it: an office that the holder has left does not read
   * what was entered, nor what came of it.
   */
  static FiledApplication shown(Handle handle, FiledApplication row, StaffMember caller) {
    return ApplicationTable.residence(handle, row.subject().id())
            .filter(residence -> !caller.reaches(residence))
            .isPresent()
        ? row.withoutPersonalData()
        : row;
  }

  static Outcome<FiledApplication> locked(Handle handle, String id, StaffMember caller) {
    return reached(ApplicationTable.lock(handle, id), caller);
  }

  /** Returns the application as it stands; the answer that is kept is without personal data. */
  static Outcome<Effect<Answered<FiledApplication>>> asItStands(Handle handle, String id) {
    return Outcome.done(answered(ApplicationTable.find(handle, id).orElseThrow()));
  }

  static Effect<Answered<FiledApplication>> answered(FiledApplication row) {
    return Effect.untold(row).answered(Json.write(ApplicationView.listed(row)));
  }

  /** Returns the refusal for whoever comes too late. */
  static <T> Outcome<T> ended(FiledApplication row) {
    return Outcome.refused(RefusalCode.APPLICATION_ENDED, row.state().id());
  }

  /** Writes that it was carried out, where that is so and the application is still open. */
  FiledApplication complete(Handle handle, FiledApplication open, By by) {
    String id = open.subject().id();
    Mark mark = new Mark(by.name(), clock.instant());
    ApplicationTable.complete(handle, id, mark, act(id));
    AuditAct act = new OfficeAct.ApplicationCompleted(id, open.subject().card());
    auditLog.append(handle, mark.at(), by.actor(), act);
    return ApplicationTable.find(handle, id).orElseThrow();
  }

  /** Writes that a rule refused it. Fails, to be tried again, if the act was done meanwhile. */
  FiledApplication refuse(Handle handle, FiledApplication open, Refusal refusal, By by) {
    Mark mark = new Mark(by.name(), clock.instant());
    End end = new End(mark, Optional.of(refusal), Optional.empty(), Optional.empty());
    AuditAct act =
        new OfficeAct.ApplicationRefused(
            open.subject().id(), open.subject().card(), refusal.code().name(), "");
    bar(handle, open, mark.at());
    return refuse(handle, open, end, by, act);
  }

  /** Writes that the office refused it. Fails, to be tried again, if the act was done meanwhile. */
  FiledApplication refuse(Handle handle, FiledApplication open, String reason, By by) {
    Mark mark = new Mark(by.name(), clock.instant());
    End end = new End(mark, Optional.empty(), Optional.of(reason), Optional.empty());
    String committed = auditLog.commit(handle, Map.of("reason", reason));
    AuditAct act =
        new OfficeAct.ApplicationRefused(open.subject().id(), open.subject().card(), "", committed);
    bar(handle, open, mark.at());
    return refuse(handle, open, end, by, act);
  }

  /** Bars the act of an application: from then on it cannot be done. */
  private static void bar(Handle handle, FiledApplication open, Instant now) {
    IdempotencyTable.insert(handle, request(open.subject().id(), "refusal"), REFUSED, now);
  }

  private FiledApplication refuse(
      Handle handle, FiledApplication open, End end, By by, AuditAct act) {
    ApplicationTable.refuse(handle, open.subject().id(), end);
    auditLog.append(handle, end.mark().at(), by.actor(), act);
    return ApplicationTable.find(handle, open.subject().id()).orElseThrow();
  }

  /** Returns the answer of the act of an application, if it was done. */
  static Optional<Bytes> done(Handle handle, FiledApplication row) {
    return Transactions.<Bytes>earlier(handle, act(row.subject().id()))
        .flatMap(outcome ->
            outcome instanceof Outcome.Repeated<Bytes>(Bytes answer)
                ? Optional.of(answer)
                : Optional.empty());
  }
}
