package org.jitsuin.ca.cardwriting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.cardorder.CardOrderRules;
import org.jitsuin.ca.cardorder.CardOrderRules.ReadBack;
import org.jitsuin.ca.cardorder.CardOrderRules.Wish;
import org.jitsuin.ca.cardorder.IssuedOver;
import org.jitsuin.ca.cardwriting.CardOrderView.OrdersView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct.IssuedCertificate;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * The writing of cards at offices. An order is begun before the card makes keys; certificates are
 * issued over it; and it ends when the card is known to hold them, or when it is taken back.
 */
public final class CardOrders {
  private static final int MOST_SHOWN = 20;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final OrderPolicy policy;
  private final OrderEnd end;

  public CardOrders(
      Transactions transactions,
      InstantSource clock,
      AuditLog auditLog,
      OrderPolicy policy,
      OrderEnd end) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
    this.policy = policy;
    this.end = end;
  }

  /**
   * What somebody wants to write.
   *
   * @param order names it
   * @param chip the number of the chip in the reader
   */
  public record Asked(String order, String chip, Set<Authority> kinds) {
    public Asked {
      kinds = Set.copyOf(kinds);
    }
  }

  /** Begins an order, or takes over one at which nobody is any more. */
  public Outcome<Answered<CardOrder>> open(
      StaffMember caller, RequestId request, String cardId, Asked asked) {
    return once(
        caller,
        request,
        cardId,
        (handle, filed) -> {
          Instant now = clock.instant();
          Card card = filed.dossier().card(cardId).orElseThrow();
          if (card.end().isPresent()) {
            return Outcome.refused(RefusalCode.CARD_ENDED);
          }
          Wish wish =
              new Wish(
                  asked.order(),
                  cardId,
                  asked.chip(),
                  asked.kinds(),
                  caller.person(),
                  now.plus(policy.lease()));
          List<CardOrder> known = CardOrderTable.around(handle, wish);
          return CardOrderRules.open(wish, known, now)
              .map(order -> opened(handle, caller, order, before(known, order)));
        });
  }

  private static Optional<CardOrder> before(List<CardOrder> known, CardOrder order) {
    return known.stream().filter(one -> one.id().equals(order.id())).findFirst();
  }

  private Effect<Answered<CardOrder>> opened(
      Handle handle, StaffMember caller, CardOrder order, Optional<CardOrder> before) {
    if (before.isEmpty()) {
      CardOrderTable.insert(handle, order);
    } else {
      CardOrderTable.update(handle, order);
    }
    boolean news = before.filter(one -> one.leasedTo().equals(caller.person())).isEmpty();
    if (news) {
      List<String> kinds = order.kinds().stream().sorted().map(Authority::id).toList();
      auditLog.append(
          handle,
          caller.actor(),
          new CardAct.CardWriteBegun(order.cardId(), order.id(), order.chip(), kinds));
    }
    return answered(handle, order);
  }

  private Effect<Answered<CardOrder>> answered(Handle handle, CardOrder order) {
    return Effect.untold(order).answered(Json.write(view(handle, order)));
  }

  private CardOrderView view(Handle handle, CardOrder order) {
    return CardOrderView.of(order, CardOrderTable.issued(handle, order.id()), policy.lapse());
  }

  /** Takes in what a card holds; the order ends with it. Told again, it is answered again. */
  public Outcome<Answered<CardOrder>> readBack(
      StaffMember caller, RequestId request, String cardId, String orderId, ReadBack readBack) {
    return once(
        caller,
        request,
        cardId,
        (handle, filed) ->
            found(handle, cardId, orderId)
                .then(order -> readBack(handle, caller, filed, order, readBack)));
  }

  private Outcome<Effect<Answered<CardOrder>>> readBack(
      Handle handle, StaffMember caller, FiledDossier filed, CardOrder order, ReadBack readBack) {
    Instant now = clock.instant();
    List<IssuedOver> issued = CardOrderTable.issued(handle, order.id());
    List<CardCertificate> held = certificates(filed, issued);
    List<IssuedOver> live =
        issued.stream()
            .filter(one -> certificate(filed, one).filter(own -> !own.isRevoked()).isPresent())
            .toList();
    boolean holds = CardOrderRules.holds(order, readBack, issued, live);
    if (order.state() == State.HELD) {
      return holds
          ? Outcome.done(answered(handle, order))
          : Outcome.refused(RefusalCode.READ_BACK_DIFFERS);
    }
    return CardOrderRules.at(order, caller.person(), now)
        .then(open -> {
          if (!holds) {
            return Outcome.refused(RefusalCode.READ_BACK_DIFFERS);
          }
          CardOrder ended = open.ended(State.HELD, now, Optional.of(readBack.counter()));
          CardOrderTable.update(handle, ended);
          auditLog.append(handle, caller.actor(), written(ended, readBack, issued, held));
          return Outcome.done(answered(handle, ended));
        });
  }

  private static AuditAct written(
      CardOrder order, ReadBack readBack, List<IssuedOver> issued, List<CardCertificate> own) {
    List<IssuedCertificate> certificates = new ArrayList<>();
    for (IssuedOver one : issued) {
      if (readBack.certificates().containsValue(one.sha256())) {
        own.stream()
            .filter(certificate -> certificate.serial().equals(one.serial()))
            .findFirst()
            .ifPresent(certificate ->
                certificates.add(
                    new IssuedCertificate(
                        certificate.issuer(),
                        certificate.serial(),
                        certificate.crl().partition(),
                        one.sha256())));
      }
    }
    return new CardAct.CardWritten(
        order.cardId(), order.id(), order.chip(), readBack.counter(), certificates);
  }

  private static List<CardCertificate> certificates(FiledDossier filed, List<IssuedOver> issued) {
    return issued.stream().flatMap(one -> certificate(filed, one).stream()).toList();
  }

  private static Optional<CardCertificate> certificate(FiledDossier filed, IssuedOver issued) {
    return filed.dossier().certificate(issued.authority(), issued.serial());
  }

  /** Takes an order back: what was issued over it is revoked. */
  public Outcome<Answered<CardOrder>> withdraw(
      StaffMember caller, RequestId request, String cardId, String orderId) {
    return once(
        caller,
        request,
        cardId,
        (handle, filed) ->
            found(handle, cardId, orderId)
                .then(order -> CardOrderRules.at(order, caller.person(), clock.instant()))
                .map(order -> {
                  OrderEnd.Ended ended =
                      end.run(handle, caller.actor(), filed, order, State.WITHDRAWN, "request");
                  return new Effect<>(ended.order(), ended.told(), OptionalInt.of(ended.version()))
                      .answered(Json.write(view(handle, ended.order())));
                }));
  }

  private static Outcome<CardOrder> found(Handle handle, String cardId, String orderId) {
    return CardOrderTable.lock(handle, orderId)
        .filter(order -> order.cardId().equals(cardId))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.ORDER_UNKNOWN));
  }

  private Outcome<Answered<CardOrder>> once(
      StaffMember caller,
      RequestId request,
      String cardId,
      BiFunction<Handle, FiledDossier, Outcome<Effect<Answered<CardOrder>>>> act) {
    return transactions.once(
        request,
        handle ->
            CardTable.find(handle, cardId)
                .map(card -> reached(caller, Dossiers.lock(handle, card.registerId())))
                .orElseGet(() -> Outcome.refused(RefusalCode.CARD_UNKNOWN))
                .then(filed -> act.apply(handle, filed)));
  }

  private static Outcome<FiledDossier> reached(StaffMember caller, Optional<FiledDossier> found) {
    FiledDossier filed = found.orElseThrow();
    return caller.reaches(filed.dossier().resident().holder().municipality())
        ? Outcome.done(filed)
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  /** The newest orders of a card. Nothing in them is of a person. */
  public Outcome<OrdersView> read(StaffMember caller, String cardId) {
    return transactions.run(handle ->
        CardTable.find(handle, cardId)
            .map(card -> reached(caller, Dossiers.read(handle, card.registerId())))
            .orElseGet(() -> Outcome.refused(RefusalCode.CARD_UNKNOWN))
            .map(_ ->
                new OrdersView(
                    CardOrderTable.ofCard(handle, cardId, MOST_SHOWN).stream()
                        .map(order -> view(handle, order))
                        .toList())));
  }
}
