package org.jitsuin.ca.staff;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.personnel.StaffRules;
import org.jitsuin.ca.record.StaffChangeContent;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.RelyingParty;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.StaffChange.Order;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;

/** Makes orders of wishes, and looks whether what is registered allows them. */
final class StaffOrders {
  private final Municipalities municipalities;
  private final StaffAuthority authority;

  StaffOrders(Municipalities municipalities, StaffAuthority authority) {
    this.municipalities = municipalities;
    this.authority = authority;
  }

  /** The order to do what is wished; in the transaction in which the staff is locked. */
  Outcome<Order> of(Handle handle, StaffWish wish) {
    Optional<StaffPerson> known = StaffRoll.find(handle, wish.person());
    Optional<Refusal> refusal =
        StaffRules.change(wish.kind(), known).or(() -> foreign(handle, wish));
    if (refusal.isPresent()) {
      return new Outcome.Refused<>(refusal.get());
    }
    StaffSeat seat = wish.seat().orElseGet(() -> known.orElseThrow().seat());
    Order order =
        new Order(
            UUID.randomUUID().toString(),
            wish.kind(),
            seat,
            wish.key().map(StaffOrders::encoded),
            wish.reason());
    return obstacle(handle, order)
        .<Outcome<Order>>map(Outcome.Refused::new)
        .orElseGet(() -> Outcome.done(order));
  }

  private static Bytes encoded(KeyRequest request) {
    return Bytes.of(DerWriter.encode(request.key()));
  }

  /** Says why somebody cannot be registered so. */
  private Optional<Refusal> foreign(Handle handle, StaffWish wish) {
    if (wish.seat().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> code = wish.seat().get().municipality();
    if (code.isPresent() && municipalities.byCode(code.get()).isEmpty()) {
      return Optional.of(new Refusal(RefusalCode.MUNICIPALITY_UNKNOWN, code.get()));
    }
    return StaffRoll.isTaken(handle, wish.person())
        ? Optional.of(new Refusal(RefusalCode.PERSON_EXISTS, "registered"))
        : Optional.empty();
  }

  /** Says what has come in the way of an order, when it is proposed and when it is approved. */
  Optional<Refusal> obstacle(Handle handle, Order order) {
    StaffChangeKind kind = order.kind();
    Optional<Refusal> refusal =
        StaffRules.change(kind, StaffRoll.find(handle, order.seat().person()))
            .or(() ->
                StaffRules.departure(
                    kind,
                    order.seat().person(),
                    StaffTable.active(handle, Role.CA_OPERATOR, authority.now())));
    if (refusal.isPresent()) {
      return refusal;
    }
    if (kind.withKey() && order.seat().role() == Role.RELYING_PARTY) {
      Optional<RelyingParty> party = RelyingPartyTable.lock(handle, order.seat().person());
      if (party.isEmpty()) {
        return Optional.of(Refusal.of(RefusalCode.RELYING_PARTY_UNKNOWN));
      }
      if (!party.get().active()) {
        return Optional.of(Refusal.of(RefusalCode.RELYING_PARTY_ENDED));
      }
    }
    return order
        .keyHash()
        .filter(key -> StaffTable.isCertified(handle, key))
        .map(_ -> new Refusal(RefusalCode.KEY_REUSED, "request"));
  }

  /** The hash of all that an order says. */
  static Fingerprint content(Order order) {
    return new StaffChangeContent(
            order.id(), order.kind(), order.seat(), order.keyHash(), order.reason())
        .hash();
  }
}
