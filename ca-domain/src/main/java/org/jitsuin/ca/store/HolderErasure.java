package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.retention.ErasureRules;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;

/** Erases one person wherever the database tells of them, in one transaction. */
public final class HolderErasure {
  private final Handle handle;
  private final String registerId;
  private final List<CardErasure.Due> cards;

  private HolderErasure(Handle handle, String registerId) {
    this.handle = handle;
    this.registerId = registerId;
    this.cards = CardErasure.ofResident(handle, registerId);
  }

  /** Locks the person until the transaction ends; as everybody does who acts upon them. */
  public static HolderErasure lock(Handle handle, String registerId) {
    Map<String, Integer> _ = ResidentTable.lockVersions(handle, List.of(registerId));
    return new HolderErasure(handle, registerId);
  }

  /** Returns those of these cards' holders who were not erased; a few. */
  public static List<String> holders(Handle handle, Collection<String> cards) {
    return CardTable.find(handle, cards).stream()
        .map(card -> card.registerId())
        .distinct()
        .toList();
  }

  /** The person's cards, the oldest first. */
  public List<String> cards() {
    return cards.stream().map(CardErasure.Due::cardId).toList();
  }

  /** What the rules of erasure ask. */
  public ErasureRules.Facts facts(Instant now) {
    List<LocalDate> ends =
        CertificateErasure.ofCards(handle, cards()).stream()
            .map(certificate -> JapanTime.date(certificate.notAfter()))
            .toList();
    return new ErasureRules.Facts(
        live(now),
        ApplicationErasure.open(ApplicationErasure.of(handle, cards(), List.of(registerId))).size(),
        held(),
        Stream.concat(cards.stream().map(CardErasure.Due::expiresOn), ends.stream()).toList());
  }

  private int held() {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM ca.held_event WHERE register_id = :id AND event IS NOT NULL")
        .bind("id", registerId)
        .mapTo(int.class)
        .one();
  }

  private int live(Instant now) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM ca.certificate
            WHERE register_id = :id AND not_after >= :now AND standing < 2
            """)
        .bind("id", registerId)
        .bind("now", now)
        .mapTo(int.class)
        .one();
  }

  /**
   * What was erased.
   *
   * @param certificates how many of each card, the oldest card first
   * @param counts how much by what it is, for people
   */
  public record Erased(Map<String, Integer> certificates, Map<String, Integer> counts) {
    /** Returns whether there was nothing. */
    public boolean isNothing() {
      return counts.values().stream().allMatch(count -> count == 0);
    }
  }

  /** Erases. */
  public Erased erase() {
    Map<String, Integer> certificates = new LinkedHashMap<>();
    for (String card : cards()) {
      List<CertificateKey> all = CertificateErasure.ofCards(handle, List.of(card));
      certificates.put(card, all.size());
    }
    // First: names are known from what is erased then.
    int searches = searches();
    List<String> ids = new ArrayList<>(cards());
    ApplicationErasure.of(handle, cards(), List.of(registerId)).forEach(one -> ids.add(one.id()));
    ConsentTable.ofResidents(handle, List.of(registerId)).forEach(one -> ids.add(one.id()));
    int answers = ids.isEmpty() ? 0 : AnswerErasure.erase(handle, ids);
    CertificateErasure.erase(handle, CertificateErasure.ofCards(handle, cards()));
    CardErasure.Erased ofCards = CardErasure.erase(handle, cards());
    ResidentErasure.Erased person = ResidentErasure.erase(handle, List.of(registerId));
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("residents", person.residents());
    counts.put("cards", cards.size());
    counts.put("certificates", certificates.values().stream().mapToInt(count -> count).sum());
    counts.put("resident events", person.events());
    counts.put("scheduled actions", person.planned());
    counts.put("applications", ofCards.applications() + person.applications());
    counts.put("consents", person.consents());
    counts.put("kept answers", answers);
    counts.put("openings of audit entries", ofCards.disclosures() + person.disclosures());
    counts.put("searches", searches);
    return new Erased(certificates, counts);
  }

  private int searches() {
    SearchErasure search = new SearchErasure();
    ResidentTable.find(handle, registerId).ifPresent(row -> search.add(row.resident()));
    List<AuditTable.Row> entries = new ArrayList<>(CardErasure.entries(handle, cards()));
    entries.addAll(
        ResidentErasure.entries(handle, EventTable.ofResidents(handle, List.of(registerId))));
    search.add(
        registerId,
        DisclosureTable.find(
                handle,
                entries.stream()
                    .flatMap(row -> DisclosureTable.hashes(row.body()).stream())
                    .collect(Collectors.toSet()))
            .values());
    return search.erase(handle);
  }
}
