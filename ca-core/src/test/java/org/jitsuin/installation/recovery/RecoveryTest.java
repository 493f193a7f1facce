package org.jitsuin.installation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.auditor.LogCheck;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.TreeCheck;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrderRules;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.log.SubmissionWork;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.signer.Responders;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.HandedIn;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.ca.testing.SetBack;
import org.jitsuin.ca.testing.StaffFixture;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the real database that a restored backup would not have are taken away. */
@Tag("stack")
class RecoveryTest {
  private final CaFixture ca = CaFixture.started();
  private final Jdbi admin = ca.admin();
  private final SetBack setBack = new SetBack(admin);

  @TempDir private Path home;
  private LogFiles files;
  private long kept;

  @BeforeEach
  void sign() {
    files = new LogFiles(home.resolve("log"));
    server().round();
    kept = ca.transactions().run(Head.LOG::last);
  }

  @AfterEach
  void close() {
    setBack.forget();
    admin.useHandle(handle -> handle.execute("DELETE FROM status.gap"));
    admin.useHandle(handle -> handle.execute("DELETE FROM status.crl WHERE node = 'recovery'"));
    ca.close();
  }

  private Sequencer server() {
    Node node = new Node("r", UUID.randomUUID().toString());
    return new Sequencer(
        ca.transactions(),
        new Lease(ca.transactions(), node, "audit-log", Duration.ofMinutes(1)),
        files,
        key -> ca.token().key(key.label(), key.scheme()),
        Clocks.system(),
        new Sequencer.Beginning("r", new LogGate(), (_, _) -> Optional.empty()));
  }

  private Recovery recovery() {
    return new Recovery(
        admin, new PublishedSources(files, ca.stack().home().resolve("crl")), Clocks.system());
  }

  private List<StaffMember> operators() {
    return new Operators(admin, staffAuthority())
        .sign(List.of(credential("operator"), credential("operator2")), new byte[] {1});
  }

  private Credential credential(String name) {
    return Credential.read(
        ca.stack().home().resolve("staff").resolve(name + ".p12"), "changeit".toCharArray());
  }

  private X509Certificate staffAuthority() {
    try (InputStream in = Files.newInputStream(ca.stack().home().resolve("ca/staff.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new AssertionError(e);
    }
  }

  /** What an outsider with the public key finds. */
  private Report verify() {
    Report report = new Report();
    LogCheck check =
        new LogCheck(
            ca.transactions().run(LogTable::key).orElseThrow().verifier(),
            List.of(),
            files,
            report);
    check.newest(files.checkpoint()).ifPresent(new TreeCheck(files, report)::check);
    return report;
  }

  private void takeAway(CardCertificate certificate) {
    admin.useTransaction(handle -> {
      for (String table :
          List.of("status.certificate", "status.feed", "ca.certificate", "ca.certificate_der")) {
        handle.execute(
            "DELETE FROM " + table + " WHERE issuer_no = ? AND serial = ?",
            certificate.issuerNumber(),
            certificate.serial().octets());
      }
      handle.execute(
          "UPDATE status.feed_head SET last = (SELECT COALESCE(MAX(seq), 0) FROM status.feed)");
    });
  }

  private void takeBackRevocation(CardCertificate certificate) {
    admin.useTransaction(handle -> {
      handle.execute(
          "DELETE FROM status.revocation WHERE serial = ?", certificate.serial().octets());
      handle.execute(
          "DELETE FROM status.feed WHERE serial = ? AND reason IS NOT NULL",
          certificate.serial().octets());
      handle.execute(
          "UPDATE status.feed_head SET last = (SELECT COALESCE(MAX(seq), 0) FROM status.feed)");
      handle.execute(
          "UPDATE ca.certificate SET reason = NULL, revoked_at = NULL, live_card_id = card_id"
              + " WHERE serial = ?",
          certificate.serial().octets());
    });
  }

  @Test
  void carryOut_withTheFilesOfTheLog_putsEntriesAndRevocationsBack_andTheTreeGoesOn() {
    Card card = ca.card();
    CardCertificate signature = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    server().round();
    kept = ca.transactions().run(Head.LOG::last);
    // What the backup does not have.
    CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    List<CardCertificate> lost = ca.issueBoth(ca.card());
    server().round();
    Checkpoint signed =
        files
            .checkpoint()
            .flatMap(SignedNote::parse)
            .flatMap(note -> Checkpoint.parse(note.text()))
            .orElseThrow();
    Optional<Integer> reason = reason(signature);
    lost.forEach(this::takeAway);
    takeBackRevocation(signature);
    setBack.to(kept);

    assertThatThrownBy(() -> server().round()).isInstanceOf(Fault.class);
    Recovery.Report dry = recovery().look();
    assertThat(dry.needed()).isTrue();
    assertThat(dry.possible()).as(dry.lines().toString()).isTrue();
    assertThat(dry.lines())
        .anyMatch(line ->
            line.contains(String.format(Locale.ROOT, "%d are missing", signed.size() - kept)))
        .anyMatch(line -> line.contains("certificates-issued"));
    assertThat(ca.transactions().run(Head.LOG::last)).isEqualTo(kept);
    assertThat(ca.transactions().run(SetbackTable::all)).hasSize(1);

    Map<Integer, Long> numbers = crlNumbers();
    Recovery.Report _ = recovery().carryOut(operators());
    assertThat(ca.transactions().run(SetbackTable::all)).isEmpty();
    Sequencer restarted = server();
    restarted.round();
    assertThat(restarted.state().size()).isEqualTo(signed.size() + 1);
    Report report = verify();
    assertThat(report.findings().stream().map(Report.Finding::kind))
        .as(report.lines().toString())
        .allMatch(kind -> kind == Report.Kind.ENTRY_BACKDATED);
    assertThat(report.notices())
        .anyMatch(line -> line.contains("\"last\":" + signed.size()) && line.contains("operator2"));
    assertThat(isBeginning(signed)).isTrue();
    assertThat(reason(signature)).isPresent().isEqualTo(reason);
    for (CardCertificate certificate : lost) {
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM status.certificate WHERE serial = ?",
                  certificate.serial().octets()))
          .isZero();
      long drawn = Long.parseLong(certificate.serial().toString().substring(0, 12), 16);
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM status.gap WHERE ? BETWEEN begins_at AND ends_at", drawn))
          .isOne();
    }
    crlNumbers()
        .forEach((partition, number) -> assertThat(number).isGreaterThan(numbers.get(partition)));
    // The authority works again.
    assertThat(ca.issueBoth(ca.card())).hasSize(2);
    assertThat(recovery().look().needed()).isFalse();
  }

  private boolean isBeginning(Checkpoint signed) {
    return new Tree(signed.size(), files).root().equals(signed.root());
  }

  private Optional<Integer> reason(CardCertificate certificate) {
    return admin.withHandle(handle ->
        handle
            .select(
                "SELECT reason FROM status.revocation WHERE serial = ?",
                certificate.serial().octets())
            .mapTo(Integer.class)
            .findOne());
  }

  private Map<Integer, Long> crlNumbers() {
    return admin.withHandle(handle ->
        CrlNumbers.places(handle).stream()
            .collect(Collectors.toMap(CrlNumbers.Place::partition, CrlNumbers.Place::recorded)));
  }

  /** An order that were open again would lapse, and what the card holds be revoked. */
  @Test
  void carryOut_withACardThatWasWrittenSince_endsItsOrderAgain() {
    Card card = ca.card();
    StaffMember clerk = ca.clerk();
    CardOrders orders = ca.service().cards().cardOrders();
    String order = UUID.randomUUID().toString();
    String chip = "R" + order.substring(0, 18);
    CardOrders.Asked asked = new CardOrders.Asked(order, chip, Set.of(Authority.values()));
    Answered<?> _ = CaFixture.done(orders.open(clerk, CaFixture.request(clerk), card.id(), asked));
    List<FiledCertificate> issued = issueOver(card, order);
    server().round();
    kept = ca.transactions().run(Head.LOG::last);
    Map<Authority, Fingerprint> held = new EnumMap<>(Authority.class);
    issued.forEach(one -> held.put(one.certificate().kind(), one.der().fingerprint()));
    Answered<?> _ =
        CaFixture.done(
            orders.readBack(
                clerk,
                CaFixture.request(clerk),
                card.id(),
                order,
                new CardOrderRules.ReadBack(chip, 12, held)));
    server().round();
    admin.useHandle(handle ->
        handle.execute(
            "UPDATE ca.card_order SET state = 'open', ended_at = NULL, counter = NULL,"
                + " open_card = card_id, open_chip = chip WHERE order_id = ?",
            order));
    setBack.to(kept);

    Recovery.Report _ = recovery().carryOut(operators());
    CardOrder known =
        admin.inTransaction(handle -> CardOrderTable.lock(handle, order).orElseThrow());
    assertThat(known.state()).isEqualTo(CardOrder.State.HELD);
    assertThat(known.counter()).contains(12);
    assertThat(known.endedAt()).isPresent();
  }

  /** Whoever kept the consent gets nothing by it, also where the backup never heard of it. */
  @Test
  void carryOut_withConsentsThatWereWithdrawnSince_withdrawsThemAgain() {
    ConsentFixture fixture = new ConsentFixture(ca);
    ConsentFixture.Person person = fixture.person();
    StaffMember party = fixture.party();
    Consent known = fixture.given(person, party, ConsentAttribute.NAME);
    server().round();
    kept = ca.transactions().run(Head.LOG::last);
    Bytes signed = person.signature().over(fixture.text(party, ConsentAttribute.SEX).octets());
    Consent lost = CaFixture.done(fixture.record(party, signed)).result();
    for (Consent one : List.of(known, lost)) {
      Answered<?> _ = CaFixture.done(fixture.withdraw(party, person.signature(), one.id()));
    }
    long polled = withdrawals(fixture, party, 0).getLast().withdrawal().orElseThrow();
    server().round();
    admin.useHandle(handle -> {
      handle.execute(
          "UPDATE ca.consent SET withdrawn_at = NULL, withdrawal_no = NULL WHERE consent_id = ?",
          known.id());
      handle.execute("DELETE FROM ca.consent WHERE consent_id = ?", lost.id());
      handle.execute("DELETE FROM ca.consent_withdrawal WHERE party = ?", party.person());
    });
    setBack.to(kept);

    assertThat(recovery().look().lines())
        .contains("2 consents that were withdrawn since are withdrawn again");
    Recovery.Report _ = recovery().carryOut(operators());
    assertThat(fixture.useCases().latestData().tell(party, known.id()))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(fixture.record(party, signed))
        .isEqualTo(Outcome.refused(RefusalCode.CONSENT_EXISTS));
    assertThat(withdrawals(fixture, party, polled))
        .extracting(Consent::id)
        .containsExactly(known.id(), lost.id());
  }

  private static List<Consent> withdrawals(ConsentFixture fixture, StaffMember party, long after) {
    return CaFixture.done(fixture.useCases().consents().withdrawals(party, after, 10));
  }

  private List<FiledCertificate> issueOver(Card card, String order) {
    IssueRequest asked =
        new IssueRequest(
            card.id(),
            Optional.empty(),
            CaFixture.keys(Authority.values()),
            CaFixture.CHECK,
            false,
            Optional.of(order));
    StaffMember clerk = ca.clerk();
    return CaFixture.done(ca.issueCertificates().issue(clerk, CaFixture.request(clerk), asked))
        .result()
        .certificates();
  }

  /** A backup of files may be of a moment in the middle of an issue. */
  @Test
  void carryOut_withIssuesThatWereUnderWay_revokesNoneOfThem() {
    Card card = ca.card();
    CardCertificate told = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    Serial unknown = new SerialSource(new SecureRandom()).next(ca.clock().instant());
    begin(card, told, unknown);
    server().round();
    takeAway(told);
    admin.useHandle(handle ->
        handle.execute(
            "UPDATE ca.signing_intent SET state = 'pending' WHERE serial = ?",
            told.serial().octets()));
    setBack.to(kept);

    Recovery.Report _ = recovery().carryOut(operators());
    Node restarted = new Node("before", UUID.randomUUID().toString());
    int _ =
        new Abandonment(
                ca.transactions(),
                ca.clock(),
                new AuditLog(ca.clock(), new SecureRandom()),
                restarted)
            .sweep();
    assertThat(intent(told.serial())).isEqualTo("completed");
    assertThat(intent(unknown)).isEqualTo("abandoned");
    for (Serial serial : List.of(told.serial(), unknown)) {
      assertThat(
              ca.count("SELECT COUNT(*) FROM status.revocation WHERE serial = ?", serial.octets()))
          .isZero();
      assertThat(
              ca.count("SELECT COUNT(*) FROM status.certificate WHERE serial = ?", serial.octets()))
          .isZero();
    }
  }

  /** As a server does that then dies. */
  private void begin(Card card, CardCertificate like, Serial serial) {
    SigningIntent intent =
        new SigningIntent(
            like.issuerNumber(),
            serial,
            Purpose.CERTIFICATE,
            Optional.of(card.id()),
            Optional.of(like.crl().number()),
            like.notAfter(),
            Bytes.of(new byte[] {1}));
    Node before = new Node("before", UUID.randomUUID().toString());
    admin.useTransaction(
        handle -> IntentTable.begin(handle, List.of(intent), before, ca.clock().instant()));
  }

  private String intent(Serial serial) {
    return admin.withHandle(handle ->
        handle
            .select("SELECT state FROM ca.signing_intent WHERE serial = ?", serial.octets())
            .mapTo(String.class)
            .one());
  }

  @Test
  void carryOut_withEntriesThatWereRecordedSince_putsThemBehindTheLostOnes() {
    ca.card();
    server().round();
    setBack.to(kept);
    ca.card();
    long since = ca.transactions().run(Head.LOG::last) - kept;
    assertThat(recovery().look().lines())
        .anyMatch(line -> line.contains(since + " entries that were recorded since"));
    Recovery.Report _ = recovery().carryOut(operators());
    server().round();
    assertThat(verify().findings().stream().map(Report.Finding::kind))
        .allMatch(kind -> kind == Report.Kind.ENTRY_BACKDATED);
  }

  /** The backup has them as they were before they had numbers. */
  @Test
  void carryOut_withEntriesOfThePublisherThatWaited_hasEachOnce() {
    HandedIn publisher = new HandedIn(admin);
    publisher.forget();
    AuditEntry numbered = published(1);
    AuditEntry waiting = published(2);
    publisher.add(numbered);
    SubmissionWork work = new SubmissionWork(ca.transactions(), Clocks.system());
    work.round();
    server().round();
    setBack.to(kept);
    publisher.add(numbered);
    publisher.add(waiting);
    assertThatThrownBy(() -> server().round()).isInstanceOf(Fault.class);
    assertThatThrownBy(work::round).isInstanceOf(Fault.class);

    Recovery.Report _ = recovery().carryOut(operators());
    work.round();
    server().round();
    for (AuditEntry entry : List.of(numbered, waiting)) {
      assertThat(ca.count("SELECT COUNT(*) FROM audit.entry WHERE id = ?", entry.id().toString()))
          .isOne();
    }
    assertThat(ca.count("SELECT COUNT(*) FROM audit.submission")).isZero();
    assertThat(work.refused()).isZero();
    assertThat(verify().findings().stream().map(Report.Finding::kind))
        .allMatch(kind -> kind == Report.Kind.ENTRY_BACKDATED);
  }

  private static AuditEntry published(long number) {
    return HandedIn.published(
        number, Fingerprint.of(new byte[] {1}), Clocks.system().instant().minusSeconds(5));
  }

  @Test
  void carryOut_withoutTheEntries_isRefused_andSaysWhatToDo() throws IOException {
    ca.card();
    server().round();
    setBack.to(kept);
    try (var bundles = Files.walk(home.resolve("log/tile/entries"))) {
      for (Path bundle : bundles.filter(Files::isRegularFile).toList()) {
        Files.delete(bundle);
      }
    }
    Recovery.Report dry = recovery().look();
    assertThat(dry.needed()).isTrue();
    assertThat(dry.possible()).isFalse();
    assertThat(dry.lines().getLast()).contains("put the audit log's files of a server");
    assertThatThrownBy(() -> recovery().carryOut(operators())).isInstanceOf(SetupFailure.class);
  }

  @Test
  void carryOut_whereAnotherTreeWasSigned_isRefused() {
    ca.card();
    server().round();
    setBack.to(kept);
    ca.card();
    LogFiles before = files;
    files = new LogFiles(home.resolve("other"));
    server().round();
    files = before;
    assertThat(recovery().look().lines().getLast()).contains("the log has forked");
    assertThatThrownBy(() -> recovery().carryOut(operators())).isInstanceOf(SetupFailure.class);
    setBack.to(kept);
    Recovery.Report _ = recovery().carryOut(operators());
  }

  /** The hash of somebody's key, so that nobody else brings the same one. */
  private byte[] keyOf(StaffMember member) {
    return admin.withHandle(handle ->
        handle
            .createQuery("SELECT key_hash FROM ca.staff WHERE serial = :serial")
            .bind("serial", member.certificate().octets())
            .mapTo(byte[].class)
            .one());
  }

  /** Who was shut out must not come in again because a backup knows nothing of it. */
  @Test
  void carryOut_withStaffWhoCameAndWent_letsInWhoCameAndNobodyElse() {
    try (StaffFixture staff = StaffFixture.started()) {
      StaffMember thief = staff.registered(StaffFixture.clerk(StaffFixture.id()));
      StaffMember leaver = staff.registered(StaffFixture.clerk(StaffFixture.id()));
      server().round();
      kept = ca.transactions().run(Head.LOG::last);
      StaffMember newcomer = staff.registered(StaffFixture.clerk(StaffFixture.id()));
      StaffMember _ = staff.shutOut(thief.person());
      Responders responders = ca.service().queries().responders();
      Fingerprint key = Fingerprint.of(new byte[] {9});
      String sold = "sold-" + StaffFixture.id();
      Answered<?> _ =
          CaFixture.done(
              responders.propose(staff.one(), CaFixture.request(staff.one()), sold, key));
      Answered<?> _ =
          CaFixture.done(
              responders.approve(staff.other(), CaFixture.request(staff.other()), sold, key));
      Answered<?> _ =
          CaFixture.done(
              responders.withdraw(staff.one(), CaFixture.request(staff.one()), sold, "sold"));
      StaffChange _ = staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, leaver.person()));
      server().round();
      byte[] newKey = keyOf(newcomer);
      admin.useHandle(handle -> {
        handle.execute("DELETE FROM ca.staff WHERE serial = ?", newcomer.certificate().octets());
        handle.execute(
            "UPDATE ca.staff SET active = TRUE, ended = NULL, ended_at = NULL"
                + " WHERE serial IN (?, ?)",
            thief.certificate().octets(),
            leaver.certificate().octets());
        handle.execute(
            "REPLACE INTO ca.dual_control (municipality, kinds, proposed_kinds, proposed_by,"
                + " proposed_at) VALUES ('13999', '', 'lift', ?, 1)",
            thief.person());
        handle.execute("UPDATE status.ocsp_responder SET state = 'admitted' WHERE name = ?", sold);
      });
      setBack.to(kept);
      assertThatThrownBy(() -> server().round()).isInstanceOf(Fault.class);

      Recovery.Report _ = recovery().carryOut(operators());

      assertThat(staff.find(newcomer.certificate())).contains(newcomer);
      assertThat(keyOf(newcomer)).isEqualTo(newKey).hasSize(32);
      assertThat(staff.person(thief.person()).state()).isEqualTo(StaffState.BLOCKED);
      assertThat(staff.person(leaver.person()).state()).isEqualTo(StaffState.WITHDRAWN);
      Optional<OcspResponder> again = admin.withHandle(handle -> ResponderTable.find(handle, sold));
      assertThat(again.orElseThrow().inForce()).isEmpty();
      ResponderDouble.cleanUp(ca);
      // What the thief had open falls again.
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM ca.dual_control WHERE proposed_by = ?", thief.person()))
          .isZero();
      assertThat(staff.entries("open-work-fell", thief.person())).isOne();
      admin.useHandle(
          handle -> handle.execute("DELETE FROM ca.dual_control WHERE municipality = '13999'"));
      server().round();
    }
  }

  @Test
  void carryOut_whereNothingIsMissing_isRefused() {
    assertThat(recovery().look().needed()).isFalse();
    assertThatThrownBy(() -> recovery().carryOut(operators()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("nothing is missing");
  }

  @Test
  void sign_byOnePerson_orByWhoIsNoOperator_isRefused() {
    Operators people = new Operators(admin, staffAuthority());
    Credential operator = credential("operator");
    byte[] statement = {1};
    assertThatThrownBy(() -> people.sign(List.of(operator), statement))
        .isInstanceOf(SetupFailure.class);
    assertThatThrownBy(() -> people.sign(List.of(operator, operator), statement))
        .isInstanceOf(SetupFailure.class);
    assertThatThrownBy(() -> people.sign(List.of(operator, credential("auditor")), statement))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("no active CA operator");
    Credential stolen = new Credential("x", operator.key(), credential("operator2").chain());
    assertThatThrownBy(() -> people.sign(List.of(operator, stolen), statement))
        .isInstanceOf(SetupFailure.class);
  }
}
