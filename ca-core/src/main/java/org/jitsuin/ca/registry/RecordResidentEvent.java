package org.jitsuin.ca.registry;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.Commitment;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.EventDecision;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.EventTable;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes in what the resident register reports and ends the certificates that it ends, at once (直ちに,
 * article 12) and once only for each event id.
 */
public final class RecordResidentEvent {
  private final Transactions transactions;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final SecureRandom random;

  public RecordResidentEvent(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.municipalities = municipalities;
    this.clock = clock;
    this.random = random;
  }

  /** What an event brought about. */
  public record Effects(ResidentEvent event, List<CardCertificate> revoked) {
    public Effects {
      revoked = List.copyOf(revoked);
    }
  }

  /**
   * Records an event. That of a resident without a card is recorded too: they may get one.
   *
   * @param encode the answer as it is kept for the same event sent again
   */
  public Outcome<Effects> record(
      StaffMember caller, ResidentEvent event, Function<Effects, Der> encode) {
    if (!event.isComplete()) {
      return Outcome.refused(RefusalCode.EVENT_WITHOUT_CHANGE, event.kind().id());
    }
    Optional<String> unknown =
        event.municipality().filter(code -> municipalities.byCode(code).isEmpty());
    if (unknown.isPresent()) {
      return Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, unknown.get());
    }
    LocalDate today = JapanTime.date(clock.instant());
    if (event
        .birthDate()
        .filter(date -> date.isBefore(Holder.EARLIEST_BIRTH) || date.isAfter(today))
        .isPresent()) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "birthDate is from " + Holder.EARLIEST_BIRTH + " to today");
    }
    Fingerprint content = content(event);
    return transactions.run(handle -> record(handle, caller, event, content, encode));
  }

  /** Equal for equal events whatever the order of members in the request. */
  private static Fingerprint content(ResidentEvent event) {
    return Fingerprint.of(Commitment.canonical(event.disclosed()).bytes());
  }

  private Outcome<Effects> record(
      Handle handle,
      StaffMember caller,
      ResidentEvent event,
      Fingerprint content,
      Function<Effects, Der> encode) {
    // Locked first, so that two deliveries of an event, or an event and an issue, come in turn.
    Optional<ResidentTable.Row> resident = ResidentTable.lock(handle, event.registerId());
    Optional<EventTable.Row> earlier = EventTable.find(handle, event.id());
    if (earlier.isPresent()) {
      return earlier.get().content().equals(content)
          ? new Outcome.Repeated<>(earlier.get().result())
          : Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS);
    }
    Instant now = clock.instant();
    resident.ifPresent(row -> ResidentTable.update(handle, event.applyTo(row.holder())));
    List<CardCertificate> ended =
        EventDecision.toRevoke(
            event.minor(), CertificateTable.liveOfResident(handle, event.registerId()));
    Revocation revocation = new Revocation(now, EventDecision.REASON);
    List<CardCertificate> revoked = new ArrayList<>();
    for (CardCertificate certificate : ended) {
      CertificateTable.revoke(handle, certificate, revocation);
      revoked.add(certificate.revoked(revocation));
    }
    Effects effects = new Effects(event, revoked);
    EventTable.Row row = new EventTable.Row(content, encode.apply(effects));
    EventTable.insert(handle, event.id(), event.registerId(), event.kind().id(), row, now);
    audit(handle, caller.actor(), effects, now);
    List<Change> changes = revoked.stream().map(RecordResidentEvent::change).toList();
    StatusFeed.revoked(handle, changes);
    StatusFeed.append(handle, changes, now);
    return Outcome.done(effects);
  }

  private void audit(Handle handle, Actor actor, Effects effects, Instant now) {
    ResidentEvent event = effects.event();
    Commitment commitment = Commitment.to(event.disclosed(), random);
    AuditTable.disclose(handle, commitment);
    AuditAct recorded =
        new AuditAct.ResidentEventRecorded(
            event.id(), event.kind().id(), commitment.hash(), effects.revoked().size());
    AuditTable.append(handle, AuditEntry.of(now, actor, recorded, random));
    for (CardCertificate certificate : effects.revoked()) {
      AuditAct act =
          new AuditAct.CertificateRevoked(
              certificate.cardId(),
              certificate.issuer(),
              certificate.serial(),
              certificate.revocation().orElseThrow(),
              "resident-event " + event.id());
      AuditTable.append(handle, AuditEntry.of(now, actor, act, random));
    }
  }

  private static Change change(CardCertificate certificate) {
    return new Change(
        certificate.issuerNumber(),
        certificate.serial(),
        certificate.partitionNumber(),
        certificate.notAfter(),
        certificate.revocation());
  }
}
