package org.jitsuin.ca.query;

import static java.util.stream.Collectors.toMap;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.store.CardSearch;
import org.jitsuin.ca.store.CardSearch.EndKey;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateSearch;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.store.CertificateSearch.Criteria;
import org.jitsuin.ca.store.CertificateSearch.Found;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Finds the cards and certificates of a municipality's residents that end soon, so that their
 * holders are told (domain, section 3.1). What ends with a period of stay is not among them.
 */
public final class ExpiryNotices {
  /** Certificates read at once: many may end with a stay, however few notices are asked for. */
  private static final int AT_ONCE = 200;

  private final Transactions transactions;
  private final InstantSource clock;

  public ExpiryNotices(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The place of a notice in the list: by date, on a date cards before certificates. */
  public sealed interface Position {
    /** The position behind a card. */
    record OfCard(EndKey key) implements Position {}

    /** The position behind a certificate. */
    record OfCertificate(CertificateKey key) implements Position {}
  }

  /**
   * A notice that is due.
   *
   * @param certificate absent where it is the card that ends
   */
  public record Notice(ExpiryNotice ending, String cardId, Optional<CardCertificate> certificate) {
    static Notice of(Card card, Set<String> abroad) {
      ExpiryNotice ending = ExpiryNotice.of(card, abroad.contains(card.registerId()));
      return new Notice(ending, card.id(), Optional.empty());
    }

    static Notice of(CardCertificate certificate, Card card, Set<String> abroad) {
      ExpiryNotice ending = ExpiryNotice.of(certificate, card, abroad.contains(card.registerId()));
      return new Notice(ending, card.id(), Optional.of(certificate));
    }

    /** Returns the position at which the next page begins. */
    public Position position() {
      return certificate
          .<Position>map(one -> new Position.OfCertificate(CertificateKey.of(one)))
          .orElseGet(() -> new Position.OfCard(new EndKey(ending.endsOn(), cardId)));
    }
  }

  /**
   * Returns a page of notices.
   *
   * @param residence the code of the municipality where the holders live now
   * @param months how far the window reaches from today
   */
  public List<Notice> due(String residence, int months, Optional<Position> after, int limit) {
    Instant now = clock.instant();
    LocalDate today = JapanTime.date(now);
    LocalDate until = today.plusMonths(months);
    return transactions.run(handle -> {
      List<Card> ending =
          CardSearch.ending(
                  handle, residence, today, until, after.map(ExpiryNotices::cardKey), limit)
              .stream()
              .map(CardSearch.Found::card)
              .toList();
      Set<String> abroad = abroad(handle, ending);
      Stream<Notice> cards = ending.stream().map(card -> Notice.of(card, abroad));
      Stream<Notice> certificates =
          Stream.of(CertificateState.GOOD, CertificateState.SUSPENDED)
              .map(state -> criteria(residence, state, until))
              .flatMap(criteria ->
                  certificates(handle, criteria, now, after.map(ExpiryNotices::key), limit)
                      .stream())
              .sorted(
                  Comparator.comparing(
                      notice -> CertificateKey.of(notice.certificate().orElseThrow()),
                      CertificateSearch.ORDER));
      // Sorting is stable: on the same day cards stay before certificates, each in its order.
      return Stream.concat(cards, certificates)
          .sorted(Comparator.comparing(notice -> notice.ending().endsOn()))
          .limit(limit)
          .toList();
    });
  }

  private static Criteria criteria(String residence, CertificateState state, LocalDate until) {
    return new Criteria(
        Optional.of(residence),
        Optional.empty(),
        Optional.of(state),
        Optional.of(JapanTime.startOf(until.plusDays(1))));
  }

  /** Goes on reading until there are enough that do not end with a period of stay. */
  private static List<Notice> certificates(
      Handle handle, Criteria criteria, Instant now, Optional<CertificateKey> after, int limit) {
    List<Notice> noticed = new ArrayList<>();
    Optional<CertificateKey> from = after;
    while (true) {
      List<CardCertificate> page =
          CertificateSearch.page(handle, criteria, now, from, AT_ONCE).stream()
              .map(Found::certificate)
              .toList();
      Map<String, Card> cards =
          CardTable.find(handle, page.stream().map(CardCertificate::cardId).toList()).stream()
              .collect(toMap(Card::id, card -> card));
      Set<String> abroad = abroad(handle, cards.values());
      page.stream()
          .map(one -> Notice.of(one, cards.get(one.cardId()), abroad))
          .filter(notice -> !notice.ending().isOfStay(cards.get(notice.cardId())))
          .forEach(noticed::add);
      if (page.size() < AT_ONCE || noticed.size() >= limit) {
        return noticed;
      }
      from = Optional.of(CertificateKey.of(page.getLast()));
    }
  }

  /** The register ids of those who live abroad and may renew earlier. */
  private static Set<String> abroad(Handle handle, Collection<Card> cards) {
    return ResidentTable.abroad(handle, cards.stream().map(Card::registerId).distinct().toList());
  }

  /** Returns the key of a card position: no card of a day comes behind its first certificate. */
  private static EndKey cardKey(Position position) {
    return switch (position) {
      case Position.OfCard(EndKey key) -> key;
      case Position.OfCertificate(CertificateKey key) ->
          new EndKey(JapanTime.date(key.notAfter()), "~");
    };
  }

  /**
   * Returns the key of a certificate position: every certificate of a day comes behind its last
   * card.
   */
  private static CertificateKey key(Position position) {
    return switch (position) {
      case Position.OfCard(EndKey key) ->
          new CertificateKey(
              JapanTime.endOf(key.expiresOn()).minusMillis(1), 0, Serial.of(BigInteger.ONE));
      case Position.OfCertificate(CertificateKey key) -> key;
    };
  }
}
