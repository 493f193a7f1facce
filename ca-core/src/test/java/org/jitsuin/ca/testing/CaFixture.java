package org.jitsuin.ca.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.boot.CaContext;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.boot.IssuingUseCases;
import org.jitsuin.ca.card.FullCardView;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.residentevent.ApplyPlanned;
import org.jitsuin.ca.signer.CertifySigners;
import org.jitsuin.ca.signer.SignerWatch;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;
import org.jitsuin.testing.SettableClock;
import org.jitsuin.testing.TestStack;

/**
 * The use cases put together on a {@link TestStack} as the server does it, with a clock that
 * stands; and what a test has to do before it comes to its point.
 */
public record CaFixture(TestStack stack, SettableClock clock, CaService service)
    implements AutoCloseable {

  private static final Municipalities MUNICIPALITIES = Municipalities.read();

  /** The holder with a passport. */
  public static final IdentityCheck CHECK =
      new IdentityCheck(
          Set.of(IdentityCheck.Person.HOLDER), Set.of(IdentityCheck.Document.PASSPORT));

  /** All tests of a JVM have the same people, who do more than people would. */
  private static final Map<String, String> WITHOUT_BRAKES =
      Map.of(
          "jitsuin.brake.revocations.ex-officio", "1000000",
          "jitsuin.brake.revocations.requested", "1000000",
          "jitsuin.brake.suspensions.burst", "1000000",
          "jitsuin.brake.events.removals", "1000000",
          "jitsuin.brake.events.moves", "1000000",
          "jitsuin.brake.events.corrections", "1000000",
          "jitsuin.brake.events.losses", "1000000");

  /** One for all, made at first use; nobody closes it before the JVM ends. */
  private static final class OcspToken {
    private static final SigningPool POOL =
        SigningPool.configured(TestStack.shared().settings(), "ocsp", Clocks.system());
  }

  /** As the server is configured by default. */
  public static final Policy POLICY =
      new Policy(
          new ValidityRules(LeapDayRule.FEBRUARY_28),
          Policy.LiftOfSignature.RESTORED,
          Optional.empty());

  /** A server that has just started on the shared stack. */
  public static CaFixture started() {
    return started(new Node("test", UUID.randomUUID().toString()));
  }

  /** A server of that name and start. */
  public static CaFixture started(Node node) {
    return started(node, Map.of());
  }

  /** A server with some settings of its own. */
  public static CaFixture started(Node node, Map<String, String> settings) {
    return started(node, settings, POLICY);
  }

  /** A server with a policy of its own. */
  public static CaFixture started(Policy policy) {
    return started(new Node("test", UUID.randomUUID().toString()), Map.of(), policy);
  }

  private static CaFixture started(Node node, Map<String, String> others, Policy policy) {
    TestStack stack = TestStack.shared();
    Map<String, String> given = new HashMap<>(WITHOUT_BRAKES);
    given.putAll(others);
    Settings settings = stack.settingsWith(given);
    SettableClock clock = new SettableClock(Clocks.system().instant());
    CaContext context =
        new CaContext(
            settings,
            node,
            clock,
            new SecureRandom(),
            // A token that failed is tried again after a pause, which must not stand still.
            SigningPool.configured(settings, "ca", Clocks.system()),
            new Transactions(stack.jdbi("ca"), clock),
            new LifeCycle(policy));
    // A test before this one may have been years ahead: to this clock its pace is not over.
    stack.jdbi("ca").useHandle(handle -> handle.execute("UPDATE ca.brake_pace SET full_at = 0"));
    return new CaFixture(stack, clock, new CaService(context));
  }

  @Override
  public void close() {
    service.close();
  }

  public Node node() {
    return service.context().node();
  }

  public SigningPool token() {
    return service.context().token();
  }

  public Transactions transactions() {
    return service.context().transactions();
  }

  public AuditLog auditLog() {
    return service.context().auditLog();
  }

  public Authorities authorities() {
    return service.context().authorities();
  }

  public Abandonment abandonment() {
    return service.issuing().abandonment();
  }

  public IssueCertificates issueCertificates() {
    return service.issuing().issueCertificates();
  }

  /** The same server's, over other connections to its database. */
  public IssueCertificates issueCertificatesOver(Jdbi connections) {
    return issuingOver(connections).issueCertificates();
  }

  /** All that signs, of the same server, over other connections to its database. */
  public IssuingUseCases issuingOver(Jdbi connections) {
    CaContext with = service.context();
    return new CaService(
            new CaContext(
                with.settings(),
                with.node(),
                clock,
                with.random(),
                with.token(),
                new Transactions(connections, clock),
                with.lifeCycle()))
        .issuing();
  }

  public CertifySigners certifySigners() {
    return service.issuing().certifySigners();
  }

  public SignerWatch signerWatch() {
    return service.issuing().signerWatch();
  }

  /** The token of the ceremony's OCSP signers. */
  public SigningPool ocspToken() {
    return OcspToken.POOL;
  }

  public RegisterCard registerCard() {
    return service.cards().registerCard();
  }

  /** What offices see of cards. */
  public ReadCard readCard() {
    return new ReadCard(
        transactions(),
        service.context().lifeCycle(),
        new OfficeRules(transactions(), clock),
        clock,
        auditLog());
  }

  /** A card as it is shown, with the newest of its history. */
  public Outcome<FullCardView> read(StaffMember caller, String card) {
    return readCard().read(caller, card, new ReadCard.Wanted(ReadCard.END, false));
  }

  public ApplyEvents applyEvents() {
    return service.cards().applyEvents();
  }

  public PerformAct performAct() {
    return service.cards().performAct();
  }

  public ApplyPlanned applyPlanned() {
    return service.cards().applyPlanned();
  }

  /** Connections of a user who may do anything. */
  public Jdbi admin() {
    return stack.jdbi("admin");
  }

  /** The first number that a query gives. */
  public long count(String query, Object... parameters) {
    return admin()
        .withHandle(
            handle -> handle.select(query, parameters).mapTo(long.class).findOne().orElse(0L));
  }

  /** One of the staff of the ceremony, such as {@code clerk-13221}. */
  public StaffMember staff(String name) {
    return admin()
        .withHandle(handle ->
            StaffTable.find(
                handle,
                Serial.of(
                    handle
                        .select("SELECT serial FROM ca.staff WHERE name = ?", name)
                        .mapTo(byte[].class)
                        .one())))
        .orElseThrow();
  }

  public StaffMember clerk() {
    return staff("clerk-13221");
  }

  /** The same person with another name and certificate. */
  public static StaffMember renamed(StaffMember member) {
    return new StaffMember(
        member.person(),
        member.name() + "-renamed",
        member.role(),
        member.municipality(),
        member.window(),
        Serial.parse("0d0e0f"));
  }

  /** Another person of the same name. */
  public static StaffMember namesake(StaffMember member) {
    return new StaffMember(
        member.person() + "-other",
        member.name(),
        member.role(),
        member.municipality(),
        member.window(),
        Serial.parse("0d0e0f"));
  }

  /** A resident of Kiyose-shi whom nobody knows yet. */
  public static Holder holder() {
    return holder("13221", LocalDate.of(1980, 2, 17));
  }

  public static Holder holder(String municipality, LocalDate birthDate) {
    String prefecture =
        MUNICIPALITIES.byCode(municipality).map(Municipality::prefectureJa).orElse("東京都");
    return new Holder(
        "r-" + UUID.randomUUID(),
        municipality,
        RegisterText.plain("番号　花子"),
        RegisterText.plain(prefecture + "清瀬市中里五丁目８４２番地"),
        Sex.FEMALE,
        birthDate);
  }

  /** A request with a key of its own. */
  public static RequestId request(StaffMember caller) {
    String key = UUID.randomUUID().toString();
    return request(caller, key, key);
  }

  public static RequestId request(StaffMember caller, String key, String content) {
    return new RequestId(
        caller.person(), key, Fingerprint.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  public Outcome<Card> register(StaffMember caller, Holder holder) {
    LocalDate today = JapanTime.date(clock.instant());
    return registerCard()
        .register(
            caller, request(caller), new RegisterCard.Application(holder, today, today, CHECK))
        .map(Answered::result);
  }

  /** A card for a new resident of Kiyose-shi. */
  public Card card() {
    return done(register(clerk(), holder()));
  }

  /** What is kept of a resident now. */
  public Holder resident(String registerId) {
    return admin()
        .withHandle(handle -> ResidentTable.find(handle, registerId))
        .orElseThrow()
        .holder();
  }

  /** Requests for those kinds, each with a new key. */
  public static Map<Authority, String> keys(Authority... kinds) {
    Map<Authority, String> keys = new EnumMap<>(Authority.class);
    List.of(kinds).forEach(kind -> keys.put(kind, CardKey.p384().pem()));
    return keys;
  }

  public Outcome<Issued> issue(StaffMember caller, Card card, Map<Authority, String> keys) {
    return issue(caller, request(caller), card, keys);
  }

  public Outcome<Issued> issue(
      StaffMember caller, RequestId request, Card card, Map<Authority, String> keys) {
    return issueAnswered(caller, request, card, keys).map(Answered::result);
  }

  /** As {@link #issue(StaffMember, RequestId, Card, Map)}, with the answer. */
  public Outcome<Answered<Issued>> issueAnswered(
      StaffMember caller, RequestId request, Card card, Map<Authority, String> keys) {
    return issueCertificates().issue(caller, request, IssueRequest.first(card.id(), keys, CHECK));
  }

  /** Both certificates for a card. */
  public List<CardCertificate> issueBoth(Card card) {
    return filedBoth(card).stream().map(FiledCertificate::certificate).toList();
  }

  /** As {@link #issueBoth}, with their bytes. */
  public List<FiledCertificate> filedBoth(Card card) {
    return done(issue(clerk(), card, keys(Authority.values()))).certificates();
  }

  public static CardCertificate of(Authority kind, Collection<CardCertificate> certificates) {
    return certificates.stream()
        .filter(certificate -> certificate.issuer().authority() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** A move within the municipality. */
  public static ResidentEvent move(String eventId, String registerId) {
    return new ResidentEvent(
        eventId,
        registerId,
        EventKind.ADDRESS_CHANGED,
        false,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            Optional.of("13221"),
            Optional.empty(),
            Optional.of(RegisterText.plain("東京都清瀬市松山一丁目２番３号")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** The whole record of a Japanese national, as an office entered it. */
  public static ResidentEvent confirmed(String eventId, Holder holder, Instant now) {
    return new ResidentEvent(
        eventId,
        holder.registerId(),
        EventKind.CONFIRMED,
        false,
        JapanTime.date(now),
        new ResidentEvent.NewData(
            Optional.of(holder.municipality()),
            Optional.of(holder.name()),
            Optional.of(holder.address()),
            Optional.of(holder.sex()),
            Optional.of(holder.birthDate()),
            Optional.empty()));
  }

  public Outcome<Effects> record(ResidentEvent event) {
    return recordAnswered(event).map(Answered::result);
  }

  /** As {@link #record}, with the answer. */
  public Outcome<Answered<Effects>> recordAnswered(ResidentEvent event) {
    return applyEvents().takeIn(staff("register"), event);
  }

  /** Does something to a card. */
  public Outcome<Performed> perform(StaffMember caller, Card card, Command command) {
    return performAct()
        .perform(
            caller,
            request(caller),
            new PerformAct.Request(
                new PerformAct.Subject.OfCard(card.id()), PerformAct.Evidenced.of(command)))
        .map(Answered::result);
  }

  /** Revokes a certificate, or says what is worse of one that is revoked. */
  public Outcome<Performed> revoke(
      StaffMember caller,
      CardCertificate certificate,
      RevocationCause cause,
      Optional<Instant> invalidSince) {
    Command command =
        new Command.Revoke(certificate.kind(), certificate.serial(), cause, invalidSince);
    return performAct()
        .perform(
            caller,
            request(caller),
            new PerformAct.Request(
                new PerformAct.Subject.OfCertificate(certificate.kind(), certificate.serial()),
                PerformAct.Evidenced.of(command)))
        .map(Answered::result);
  }

  /** The result of what must have been done. */
  public static <T> T done(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T>(T result)) {
      return result;
    }
    throw new AssertionError("not done: " + outcome);
  }
}
