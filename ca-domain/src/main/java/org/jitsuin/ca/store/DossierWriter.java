package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.store.PlannedChange.Kind;

/**
 * Writes what decisions change, of many dossiers at a time: a few statements however many there
 * are. What a certificate is from then on goes to the status schema in the same transaction.
 */
public final class DossierWriter {
  private DossierWriter() {}

  /**
   * The changes of one dossier; one posting each.
   *
   * @param before as it was read behind a lock
   * @param known false for a resident of whom nothing was kept before
   */
  public record DossierChange(Dossier before, List<Change> changes, boolean known) {
    public DossierChange {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Writes postings, but for certificates that were issued: these bring more than the change says.
   *
   * @return what the status feed must tell at the end of the transaction
   */
  public static List<StatusFeed.Change> post(
      Handle handle, Collection<DossierChange> postings, Instant now) {
    Batch batch = Batch.of(postings);
    ResidentTable.touch(handle, batch.touched);
    return write(handle, batch, now);
  }

  /**
   * Writes postings where the versions of all residents were counted up already; otherwise as
   * {@link #post}.
   */
  public static List<StatusFeed.Change> postBesides(
      Handle handle, Collection<DossierChange> postings, Instant now) {
    return write(handle, Batch.of(postings), now);
  }

  private static List<StatusFeed.Change> write(Handle handle, Batch batch, Instant now) {
    ResidentTable.insert(handle, batch.newResidents);
    ResidentTable.update(handle, batch.changedResidents);
    CardTable.move(handle, batch.moved);
    CertificateTable.move(handle, batch.moved);
    CardTable.insert(handle, batch.newCards, now);
    CardTable.update(handle, batch.changedCards);
    CertificateTable.update(handle, batch.certificates);
    PlannedTable.remove(handle, Kind.EVENT, batch.cancelled);
    PlannedTable.put(handle, batch.planned);
    List<StatusFeed.Change> told = batch.certificates.stream().map(StatusFeed.Change::of).toList();
    StatusFeed.revoked(
        handle, told.stream().filter(change -> change.revocation().isPresent()).toList());
    StatusFeed.restored(
        handle, told.stream().filter(change -> change.revocation().isEmpty()).toList());
    return told;
  }

  private static final class Batch {
    private final List<Resident> newResidents = new ArrayList<>();
    private final List<Resident> changedResidents = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private final List<Card> newCards = new ArrayList<>();
    private final List<Card> changedCards = new ArrayList<>();
    private final List<CardCertificate> certificates = new ArrayList<>();
    private final List<PlannedChange> planned = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();

    private static Batch of(Collection<DossierChange> postings) {
      Batch batch = new Batch();
      postings.stream().filter(posting -> !posting.changes().isEmpty()).forEach(batch::add);
      return batch;
    }

    /** Adds a posting; what counts is the state after all of its changes. */
    private void add(DossierChange posting) {
      Dossier after = posting.before().after(posting.changes());
      addResident(posting, after.resident());
      Set<String> cards = new LinkedHashSet<>();
      Set<CardCertificate> ended = new LinkedHashSet<>();
      for (Change change : posting.changes()) {
        switch (change) {
          case Change.CardAdded(Card card) -> cards.add(card.id());
          case Change.CardChanged(Card card, _) -> cards.add(card.id());
          case Change.CertificateRevoked(var certificate, _, _) -> ended.add(certificate);
          case Change.RevocationAmended(var certificate, _, _) -> ended.add(certificate);
          case Change.CertificateHeld(var certificate, _) -> ended.add(certificate);
          case Change.CertificateRestored(var certificate) -> ended.add(certificate);
          case Change.CardEndPlanned(Card card, var lastDay) ->
              planned.add(
                  new PlannedChange(
                      Kind.CARD_END,
                      card.id(),
                      card.registerId(),
                      JapanTime.startOf(lastDay.plusDays(1)),
                      Optional.empty()));
          case Change.EventPlanned(ResidentEvent event) ->
              planned.add(
                  new PlannedChange(
                      Kind.EVENT,
                      event.id(),
                      event.registerId(),
                      JapanTime.startOf(event.occurredOn()),
                      Optional.of(Commitment.canonical(event.disclosed()))));
          case Change.EventCancelled(String event) -> {
            // It may have been planned in this very transaction.
            planned.removeIf(one -> one.kind() == Kind.EVENT && one.id().equals(event));
            cancelled.add(event);
          }
          case Change.ResidentChanged _,
              Change.CertificateGranted _,
              Change.CertificateIssued _ -> {}
        }
      }
      for (String id : cards) {
        Card card = after.card(id).orElseThrow();
        (posting.before().card(id).isEmpty() ? newCards : changedCards).add(card);
      }
      ended.stream()
          .map(before -> after.certificate(before.kind(), before.serial()).orElseThrow())
          .distinct()
          .forEach(certificates::add);
    }

    private void addResident(DossierChange posting, Resident after) {
      Resident before = posting.before().resident();
      String id = after.holder().registerId();
      if (!posting.known()) {
        newResidents.add(after);
      } else if (after.equals(before)) {
        touched.add(id);
      } else {
        changedResidents.add(after);
        if (!after.holder().municipality().equals(before.holder().municipality())) {
          moved.add(id);
        }
      }
    }
  }
}
