package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;

/**
 * Finds the signature certificates that carry data which the register no longer confirms (article
 * 12, paragraph 1).
 */
final class OutdatedCertificates {
  private static final Set<Item> ITEMS =
      EnumSet.of(Item.NAME, Item.ADDRESS, Item.SEX, Item.BIRTH_DATE);

  /**
   * The events about what is recorded beside the name (氏名), though a name may be written with it.
   */
  private static final Set<EventKind> BESIDE_THE_NAME =
      EnumSet.of(EventKind.ALIAS_CHANGED, EventKind.FORMER_SURNAME_CHANGED);

  private OutdatedCertificates() {}

  /**
   * Returns the certificates that an event ends.
   *
   * @param newest the items of which it is the newest event that is known
   */
  static List<CardCertificate> outdated(
      Dossier dossier, ResidentEvent event, Set<Item> newest, Instant now) {
    return event.minor() || event.items().stream().noneMatch(ITEMS::contains)
        ? List.of()
        : signatures(dossier, knownSince(dossier.resident(), event, newest), now);
  }

  /**
   * Returns the moment from which certificates carry the data of an event; empty where none does.
   */
  private static Optional<Instant> knownSince(
      Resident before, ResidentEvent event, Set<Item> newest) {
    Holder after = event.applyTo(before.holder(), newest);
    if (!after.equals(before.holder())) {
      return before.holder().differsOnlyInAddress(after)
          ? Departures.knownAt(before, event)
          : Optional.empty();
    }
    // An alias may change in the record and not in the name that certificates carry: then what was
    // issued before the day of the change is older than it all the same.
    Instant change = JapanTime.startOf(event.occurredOn());
    boolean older = BESIDE_THE_NAME.contains(event.kind()) && change.isAfter(before.changedAt());
    return Optional.of(older ? change : before.changedAt());
  }

  /**
   * Signature certificates that may be good.
   *
   * @param known only those from before that, also of the same second, with which a certificate
   *     begins (RFC 5280 §4.1.2.5): which was first is not known then; all where empty
   */
  static List<CardCertificate> signatures(Dossier dossier, Optional<Instant> known, Instant now) {
    return dossier.live(now).stream()
        .filter(certificate -> certificate.kind() == Authority.SIGNATURE)
        .filter(certificate -> known.filter(at -> !certificate.notBefore().isBefore(at)).isEmpty())
        .toList();
  }
}
