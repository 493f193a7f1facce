package org.jitsuin.ca.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.staff.StaffChanges;
import org.jitsuin.ca.staff.StaffPersonView;
import org.jitsuin.ca.staff.StaffWish;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.testing.TestStack;

/** What tests do to people among the staff: everybody here has an id of their own. */
public record StaffFixture(CaFixture ca, StaffMember one, StaffMember other)
    implements AutoCloseable {

  /** With the two operators of the ceremony. */
  public static StaffFixture started() {
    return started(Map.of());
  }

  /** With some settings of its own. */
  public static StaffFixture started(Map<String, String> settings) {
    Path tls = TestStack.shared().home().resolve("tls");
    Map<String, String> all = new HashMap<>(settings);
    all.put("jitsuin.tls.truststore", tls.resolve("staff.p12").toString());
    all.put("jitsuin.tls.truststore.password", "changeit");
    CaFixture ca = CaFixture.started(new Node("test", UUID.randomUUID().toString()), all);
    return new StaffFixture(ca, ca.staff("operator"), ca.staff("operator2"));
  }

  @Override
  public void close() {
    ca.close();
  }

  public StaffChanges changes() {
    return ca.service().staff().staffChanges();
  }

  /** An id that nobody has. */
  public static String id() {
    return "p-" + UUID.randomUUID().toString().substring(0, 18);
  }

  public static StaffSeat clerk(String person) {
    return new StaffSeat(
        person, "佐藤", Role.OFFICE_CLERK, Optional.of("13221"), Optional.of("13221001A"));
  }

  /** Somebody who belongs to no office. */
  public static StaffSeat seat(String person, Role role) {
    return new StaffSeat(person, "鈴木", role, Optional.empty(), Optional.empty());
  }

  public static KeyRequest key() {
    return ((Outcome.Done<KeyRequest>)
            KeyRequest.read(CardKey.p384().pem(), "request", Set.of(SignatureScheme.values())))
        .result();
  }

  public static StaffWish register(StaffSeat seat) {
    return register(seat, key());
  }

  public static StaffWish register(StaffSeat seat, KeyRequest key) {
    return new StaffWish(
        StaffChangeKind.REGISTER,
        seat.person(),
        Optional.of(seat),
        Optional.of(key),
        Optional.empty());
  }

  /** A wish of a kind that needs no more than is known. */
  public static StaffWish wish(StaffChangeKind kind, String person) {
    return new StaffWish(
        kind,
        person,
        Optional.empty(),
        kind.withKey() ? Optional.of(key()) : Optional.empty(),
        kind.withKey() ? Optional.empty() : Optional.of("left the office"));
  }

  public Outcome<StaffChange> propose(StaffMember caller, StaffWish wish) {
    return changes().propose(caller, CaFixture.request(caller), wish).map(Answered::result);
  }

  public Outcome<StaffChange> approve(StaffMember caller, StaffChange change) {
    return approve(caller, CaFixture.request(caller), change, change.content())
        .map(Answered::result);
  }

  public Outcome<Answered<StaffChange>> approve(
      StaffMember caller, RequestId request, StaffChange change, Fingerprint content) {
    return changes().approve(caller, request, change.order().id(), content);
  }

  /** Both operators do it. */
  public StaffChange done(StaffWish wish) {
    return CaFixture.done(approve(other, CaFixture.done(propose(one, wish))));
  }

  /** Registers somebody, who comes in from then on. */
  public StaffMember registered(StaffSeat seat) {
    Serial serial = done(register(seat)).serial().orElseThrow();
    return find(serial).orElseThrow();
  }

  public Outcome<StaffPersonView> block(StaffMember caller, String person) {
    return ca.service()
        .staff()
        .blockStaff()
        .block(caller, CaFixture.request(caller), person, "a stolen card")
        .map(Answered::result);
  }

  /** Somebody new blocks them, leaves and is returned, since nobody may block many in a day. */
  public StaffMember shutOut(String person) {
    StaffMember passing = registered(seat(id(), Role.CA_OPERATOR));
    StaffPersonView _ = CaFixture.done(block(passing, person));
    StaffChange _ = done(wish(StaffChangeKind.WITHDRAW, passing.person()));
    return passing;
  }

  /** Whoever comes in with that certificate. */
  public Optional<StaffMember> find(Serial serial) {
    return ca.transactions().run(handle -> StaffTable.find(handle, serial));
  }

  public StaffPerson person(String id) {
    return ca.transactions().run(handle -> StaffRoll.find(handle, id)).orElseThrow();
  }

  /** How many entries of a kind name that text. */
  public long entries(String kind, String text) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND LOCATE(?, body) > 0", kind, text);
  }
}
