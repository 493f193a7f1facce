package org.jitsuin.ca.query;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateSearch;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.store.CertificateSearch.Criteria;
import org.jitsuin.ca.store.CertificateSearch.Found;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.OwnedCertificate;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.VersionedResident;

/** Finds certificates, a page at a time in the order in which they end. */
public final class FindCertificates {
  private final Transactions transactions;
  private final InstantSource clock;

  public FindCertificates(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The owner whose certificates are searched for; all are empty for everybody's. */
  public record Owner(Optional<String> card, Optional<String> registerId, Optional<Serial> serial) {
    /** Returns whether it names one resident, who has a few dozen certificates at the most. */
    boolean isNamed() {
      return card.isPresent() || registerId.isPresent() || serial.isPresent();
    }

    boolean owns(OwnedCertificate certificate) {
      return card.filter(id -> !id.equals(certificate.certificate().cardId())).isEmpty()
          && registerId.filter(id -> !id.equals(certificate.registerId())).isEmpty()
          && serial.filter(one -> !one.equals(certificate.certificate().serial())).isEmpty();
    }
  }

  /**
   * Returns a page of certificates.
   *
   * @param limit how many at the most
   */
  public List<Found> find(
      Owner owner, Criteria criteria, Optional<CertificateKey> after, int limit) {
    Instant now = clock.instant();
    return transactions.run(handle ->
        owner.isNamed()
            ? ofOwner(handle, owner, criteria, now).stream()
                .filter(one ->
                    after.isEmpty() || CertificateSearch.ORDER.compare(key(one), after.get()) > 0)
                .limit(limit)
                .toList()
            : CertificateSearch.page(handle, criteria, now, after, limit));
  }

  private static CertificateKey key(Found found) {
    return CertificateKey.of(found.certificate());
  }

  private static List<Found> ofOwner(Handle handle, Owner owner, Criteria criteria, Instant now) {
    List<OwnedCertificate> owned =
        candidates(handle, owner).stream()
            .filter(owner::owns)
            .filter(one -> criteria.match(one.certificate(), now))
            .toList();
    Map<String, String> residences =
        ResidentTable.find(
                handle, owned.stream().map(OwnedCertificate::registerId).distinct().toList())
            .stream()
            .map(VersionedResident::holder)
            .collect(toMap(holder -> holder.registerId(), holder -> holder.municipality()));
    return owned.stream()
        .map(
            one -> new Found(one.certificate(), one.registerId(), residences.get(one.registerId())))
        .filter(one -> criteria.residence().filter(code -> !code.equals(one.residence())).isEmpty())
        .sorted(Comparator.comparing(FindCertificates::key, CertificateSearch.ORDER))
        .toList();
  }

  private static List<OwnedCertificate> candidates(Handle handle, Owner owner) {
    if (owner.serial().isPresent()) {
      return Arrays.stream(Authority.values())
          .flatMap(kind -> CertificateTable.find(handle, kind, owner.serial().get()).stream())
          .toList();
    }
    List<String> residents =
        owner.card().isPresent()
            ? CardTable.find(handle, owner.card().get()).map(Card::registerId).stream().toList()
            : owner.registerId().stream().toList();
    return CertificateTable.ofResidents(handle, residents);
  }
}
