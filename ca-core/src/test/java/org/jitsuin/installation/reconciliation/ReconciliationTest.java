package org.jitsuin.installation.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.Report.Finding;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.relyingparty.RelyingParties.Wish;
import org.jitsuin.ca.signer.Responders;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.HandedIn;
import org.jitsuin.ca.testing.PartyKey;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.store.Lease;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody with the database's administrator password tampers with it; each way is found and named.
 * Other tests leave oddities in the shared database: what counts is what is found more than before.
 */
@Tag("stack")
class ReconciliationTest {
  private static final CaFixture CA = CaFixture.started();
  private static final String CRL =
      "INSERT INTO status.crl (partition_no, number, state, feed_seq, this_update, next_update,"
          + " entries, size, sha256, node)"
          + " SELECT partition_no, 999999999, 'published', 0, 1, 2, 0, 1, REPEAT(x'00', 32),"
          + " 'tampered' FROM status.crl_partition JOIN status.issuer USING (issuer_no)"
          + " WHERE id = '13221-g1' AND authority = 'signature'";

  /** The database takes no other content without another hash. */
  private static final String HASHED = "sha256 = UNHEX(SHA2(der, 256)) WHERE ";

  private static final String SIGNERS =
      "(issuer_no, serial) IN (SELECT issuer_no, serial FROM status.ocsp_signer)";
  @TempDir private static Path home;

  private static LogFiles files;
  private static Checkpoint signed;
  private static CardCertificate good;
  private static CardCertificate revoked;
  private static Card suspended;
  private static String event;
  private static final String ORDER = UUID.randomUUID().toString();
  private static String settled;
  private static String inForce;
  private static String withdrawn;
  private static List<Finding> before;

  @BeforeAll
  static void fill() {
    Card card = CA.card();
    List<CardCertificate> certificates = CA.issueBoth(card);
    consents();
    revoked = CaFixture.of(Authority.SIGNATURE, certificates);
    good = CaFixture.of(Authority.USER_IDENTIFICATION, certificates);
    suspended = CA.card();
    CaFixture.done(
        CA.performAct()
            .perform(
                CA.clerk(),
                CaFixture.request(CA.clerk()),
                new PerformAct.Request(
                    new Subject.OfCard(suspended.id()),
                    PerformAct.Evidenced.of(
                        new Command.Suspend(suspended.id(), CA.clerk().name())))));
    CaFixture.done(
        CA.service()
            .cards()
            .cardOrders()
            .open(
                CA.clerk(),
                CaFixture.request(CA.clerk()),
                suspended.id(),
                new CardOrders.Asked(ORDER, ORDER.substring(0, 23), Set.of(Authority.SIGNATURE))));
    settled = confirmLater();
    event = "inspected-" + UUID.randomUUID();
    CaFixture.done(CA.record(CaFixture.move(event, card.registerId())));
    CaFixture.done(
        CA.revoke(CA.clerk(), revoked, RevocationCause.KEY_COMPROMISE, Optional.empty()));
    registerParty();
    certifySigner();
    admitResponder();
    files = new LogFiles(home);
    new Sequencer(
            CA.transactions(),
            new Lease(CA.transactions(), CA.node(), "inspected", Duration.ofMinutes(1)),
            files,
            key -> CA.token().key(key.label(), key.scheme()),
            CA.clock())
        .round();
    signed =
        files
            .checkpoint()
            .flatMap(SignedNote::parse)
            .flatMap(note -> Checkpoint.parse(note.text()))
            .orElseThrow();
    before = findings();
  }

  /** One that is in force and one that is withdrawn. */
  private static void consents() {
    ConsentFixture fixture = new ConsentFixture(CA);
    ConsentFixture.Person person = fixture.person();
    StaffMember party = fixture.party();
    inForce = fixture.given(person, party, ConsentAttribute.NAME).id();
    withdrawn = fixture.given(person, party, ConsentAttribute.NAME).id();
    CaFixture.done(fixture.withdraw(party, person.signature(), withdrawn));
  }

  /** Somebody whom the register has otherwise at first. */
  private static String confirmLater() {
    Card card = CA.card();
    Holder holder = CA.resident(card.registerId());
    ResidentEvent other =
        CaFixture.confirmed("other-" + UUID.randomUUID(), holder, CA.clock().instant());
    NewData data = other.data();
    ResidentEvent differs =
        new ResidentEvent(
            other.id(),
            other.registerId(),
            other.kind(),
            false,
            other.occurredOn(),
            new NewData(
                Optional.of("13104"),
                data.name(),
                Optional.of(RegisterText.plain("東京都新宿区")),
                data.sex(),
                data.birthDate(),
                data.stay()));
    CaFixture.done(CA.record(differs));
    CaFixture.done(
        CA.record(CaFixture.confirmed("same-" + UUID.randomUUID(), holder, CA.clock().instant())));
    return card.id();
  }

  /** Beside those of the ceremony, of which the log tells less. */
  private static void registerParty() {
    Instant now = CA.clock().instant();
    PartyKey key = PartyKey.valid(now.minusSeconds(60), now.plusSeconds(3_600));
    CaFixture.done(
        CA.service()
            .queries()
            .relyingParties()
            .register(
                CA.staff("operator"),
                CaFixture.request(CA.staff("operator")),
                key.name(),
                new Wish(Set.of(Authority.SIGNATURE), List.of(key.pem()))));
  }

  /** Beside the one of the ceremony, for which no responder asked. */
  private static void certifySigner() {
    ResponderDouble responder = ResponderDouble.ofTheCeremony(CA);
    ResponderDouble.Asked _ = responder.ask(1, Optional.of(responder.ceremonySigner(1)));
    assertThat(CA.certifySigners().round()).isOne();
  }

  /** Other tests put this responder back by hand, of which the log knows nothing. */
  private static void admitResponder() {
    Responders responders = CA.service().queries().responders();
    Fingerprint key = Fingerprint.of(new byte[] {1});
    StaffMember one = CA.staff("operator");
    StaffMember other = CA.staff("operator2");
    CaFixture.done(responders.propose(one, CaFixture.request(one), "test", key));
    CaFixture.done(responders.approve(other, CaFixture.request(other), "test", key));
  }

  /** Every tampering was undone, so that each was found by itself. */
  @AfterAll
  static void close() {
    List<Finding> left = findings();
    ResponderDouble.cleanUp(CA);
    CA.close();
    assertThat(left).isEqualTo(before);
  }

  private static List<Finding> findings() {
    Report report = new Report(Integer.MAX_VALUE);
    new Reconciliation(CA.admin(), files, report).run(signed, CA.clock().instant());
    return report.findings();
  }

  /**
   * A way to tamper.
   *
   * @param kind how it must be named
   * @param undo so that nothing is left for others
   */
  record Tampering(String name, Kind kind, String act, String undo) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Tampering> tamperings() {
    String row = "entry_no = " + entry("resident-event-recorded", event);
    String other = "entry_no = " + entry("certificate-revoked", revoked.serial().toString());
    String goodOnes = "serial = " + literal(good);
    String revokedOnes = "serial = " + literal(revoked);
    String cards = "card_id = '" + good.cardId() + "'";
    String suspendedCards = "card_id = '" + suspended.id() + "'";
    return Stream.of(
        new Tampering(
            "an entry is changed",
            Kind.ENTRY_CHANGED,
            "UPDATE audit.entry SET body = REPLACE(body, 'address-changed', 'address-chanGed') WHERE "
                + row,
            "UPDATE audit.entry SET body = REPLACE(body, 'address-chanGed', 'address-changed') WHERE "
                + row),
        new Tampering(
            "an entry is taken away",
            Kind.ENTRY_MISSING,
            "CREATE TABLE audit.kept AS SELECT * FROM audit.entry WHERE %s; DELETE FROM audit.entry WHERE %s"
                .formatted(row, row),
            "INSERT INTO audit.entry SELECT * FROM audit.kept; DROP TABLE audit.kept"),
        new Tampering(
            "an entry is put in",
            Kind.ENTRY_INSERTED,
            "INSERT INTO audit.entry SELECT last + 1000, UUID(), 0, 'refused', NULL, '{}' FROM status.audit_head",
            "DELETE FROM audit.entry WHERE entry_no > (SELECT last FROM status.audit_head)"),
        new Tampering(
            "two entries are swapped", Kind.ENTRIES_SWAPPED, swap(row, other), swap(row, other)),
        new Tampering(
            "an entry is back-dated",
            Kind.ENTRY_BACKDATED,
            "UPDATE audit.entry SET recorded_at = recorded_at - 3600000 WHERE " + row,
            "UPDATE audit.entry SET recorded_at = recorded_at + 3600000 WHERE " + row),
        new Tampering(
            "an entry is hidden from whoever looks for its kind",
            Kind.ENTRY_CHANGED,
            "UPDATE audit.entry SET kind = 'holder-read' WHERE " + row,
            "UPDATE audit.entry SET kind = 'resident-event-recorded' WHERE " + row),
        new Tampering(
            "a revocation is undone",
            Kind.ENTRY_WITHOUT_EFFECT,
            "CREATE TABLE audit.kept AS SELECT * FROM status.revocation WHERE %s; DELETE FROM status.revocation WHERE %s"
                .formatted(revokedOnes, revokedOnes),
            "INSERT INTO status.revocation SELECT * FROM audit.kept; DROP TABLE audit.kept"),
        new Tampering(
            "a withdrawn consent is made to count again",
            Kind.ACT_WITHOUT_ENTRY,
            "CREATE TABLE audit.kept AS SELECT withdrawn_at FROM ca.consent WHERE consent_id = '%s';"
                    .formatted(withdrawn)
                + " UPDATE ca.consent SET withdrawn_at = NULL WHERE consent_id = '%s'"
                    .formatted(withdrawn),
            "UPDATE ca.consent SET withdrawn_at = (SELECT withdrawn_at FROM audit.kept)"
                + " WHERE consent_id = '%s'; DROP TABLE audit.kept".formatted(withdrawn)),
        new Tampering(
            "a consent is withdrawn by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.consent SET withdrawn_at = 1 WHERE consent_id = '%s'".formatted(inForce),
            "UPDATE ca.consent SET withdrawn_at = NULL WHERE consent_id = '%s'".formatted(inForce)),
        new Tampering(
            "a consent is made up",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO ca.consent SELECT 'tampered', register_id, party, purpose, attributes, given_at,"
                + " recorded_at, until_day, over_at, signed, NULL, NULL FROM ca.consent"
                + " WHERE consent_id = '%s'".formatted(inForce),
            "DELETE FROM ca.consent WHERE consent_id = 'tampered'"),
        new Tampering(
            "a certificate is revoked by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.revocation (partition_no, serial, issuer_no, reason, revoked_at, not_after)"
                + " SELECT partition_no, serial, issuer_no, 1, 1, not_after FROM status.certificate WHERE "
                + goodOnes,
            "DELETE FROM status.revocation WHERE " + goodOnes),
        new Tampering(
            "the certificate of a key generation is put in the place of another",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE status.issuer SET certificate = CONCAT(certificate, 'x') WHERE issuer_no = 2",
            "UPDATE status.issuer SET certificate = LEFT(certificate, LENGTH(certificate) - 1)"
                + " WHERE issuer_no = 2"),
        new Tampering(
            "a key signs and nothing is recorded",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO audit.key_use SELECT 'x', key_label, 1, 1000000000, 'x', 'tampered', 1"
                + " FROM status.issuer",
            "DELETE FROM audit.key_use WHERE service = 'tampered'"),
        new Tampering(
            "a serial number is made known by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.certificate SELECT issuer_no, x'0123456789', partition_no, not_after"
                + " FROM status.certificate WHERE "
                + goodOnes,
            "DELETE FROM status.certificate WHERE serial = x'0123456789'"),
        new Tampering(
            "the status of an OCSP signer's certificate is taken away",
            Kind.ENTRY_WITHOUT_EFFECT,
            "CREATE TABLE audit.kept AS SELECT * FROM status.certificate WHERE %s; DELETE FROM status.certificate WHERE %s"
                .formatted(SIGNERS, SIGNERS),
            "INSERT INTO status.certificate SELECT * FROM audit.kept; DROP TABLE audit.kept"),
        new Tampering(
            "an OCSP signer is revoked by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.revocation (partition_no, serial, issuer_no, reason, revoked_at, not_after)"
                + " SELECT partition_no, serial, issuer_no, 1, 1, not_after FROM status.certificate WHERE "
                + SIGNERS,
            "DELETE FROM status.revocation WHERE " + SIGNERS),
        new Tampering(
            "an OCSP signer is said to be another responder's",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.ocsp_signer SET responder = 'tampered' WHERE key_label LIKE 'double-%'",
            "UPDATE status.ocsp_signer SET responder = 'test' WHERE key_label LIKE 'double-%'"),
        new Tampering(
            "an OCSP responder is admitted by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.ocsp_responder (name, admission, state, since)"
                + " VALUES ('tampered', 1, 'admitted', 1)",
            "DELETE FROM status.ocsp_responder WHERE name = 'tampered'"),
        new Tampering(
            "an OCSP responder is admitted anew by hand, so that nothing vouches for its keys",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE status.ocsp_responder SET admission = admission + 1 WHERE name = 'test'",
            "UPDATE status.ocsp_responder SET admission = admission - 1 WHERE name = 'test'"),
        new Tampering(
            "an OCSP responder is withdrawn by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE status.ocsp_responder SET state = 'withdrawn' WHERE name = 'test'",
            "UPDATE status.ocsp_responder SET state = 'admitted' WHERE name = 'test'"),
        new Tampering(
            "an OCSP responder is taken away",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.ocsp_responder SET name = 'gone' WHERE name = 'test'",
            "UPDATE status.ocsp_responder SET name = 'test' WHERE name = 'gone'"),
        new Tampering(
            "a key generation is retired by hand, and OCSP ends for it",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE status.issuer SET retired_at = 1 WHERE issuer_no = 1",
            "UPDATE status.issuer SET retired_at = NULL WHERE issuer_no = 1"),
        new Tampering(
            "a certificate is put in the place of another",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.certificate_der SET der = CONCAT(der, 'x'), " + HASHED + goodOnes,
            "UPDATE ca.certificate_der SET der = LEFT(der, LENGTH(der) - 1), " + HASHED + goodOnes),
        new Tampering(
            "a revocation is moved to a later time",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.revocation SET revoked_at = revoked_at + 1 WHERE " + revokedOnes,
            "UPDATE status.revocation SET revoked_at = revoked_at - 1 WHERE " + revokedOnes),
        new Tampering(
            "a revocation has another reason",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.revocation SET reason = 4 WHERE " + revokedOnes,
            "UPDATE status.revocation SET reason = 1 WHERE " + revokedOnes),
        new Tampering(
            "a revocation is said to have been known before",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.revocation SET invalid_since = 1 WHERE " + revokedOnes,
            "UPDATE status.revocation SET invalid_since = NULL WHERE " + revokedOnes),
        new Tampering(
            "a revocation leaves its CRL early",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.revocation SET not_after = not_after - 1000 WHERE " + revokedOnes,
            "UPDATE status.revocation SET not_after = not_after + 1000 WHERE " + revokedOnes),
        new Tampering(
            "a certificate is known with another end",
            Kind.ENTRY_WITHOUT_EFFECT,
            moveEnd("-", goodOnes),
            moveEnd("+", goodOnes)),
        new Tampering(
            "a certificate is on another CRL than it names",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE status.certificate SET partition_no = partition_no + 1 WHERE " + goodOnes,
            "UPDATE status.certificate SET partition_no = partition_no - 1 WHERE " + goodOnes),
        new Tampering(
            "offices are shown a revocation that is none",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.certificate SET reason = 1, revoked_at = 1 WHERE " + goodOnes,
            "UPDATE ca.certificate SET reason = NULL, revoked_at = NULL WHERE " + goodOnes),
        new Tampering(
            "OCSP responders are told that a revoked certificate is good",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, recorded_at)"
                + " SELECT 1000000000, issuer_no, serial, partition_no, not_after, 1"
                + " FROM status.certificate WHERE "
                + revokedOnes,
            "DELETE FROM status.feed WHERE seq = 1000000000"),
        new Tampering(
            "a card is suspended by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.card SET suspended_at = 1 WHERE " + cards,
            "UPDATE ca.card SET suspended_at = NULL WHERE " + cards),
        new Tampering(
            "a suspension is taken back by hand",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.card SET suspended_at = NULL WHERE " + suspendedCards,
            "UPDATE ca.card SET suspended_at = 1 WHERE " + suspendedCards),
        new Tampering(
            "a card counts as written by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.card_order SET state = 'held' WHERE order_id = '" + ORDER + "'",
            "UPDATE ca.card_order SET state = 'open' WHERE order_id = '" + ORDER + "'"),
        new Tampering(
            "the writing of a card is named otherwise",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.card_order SET order_id = 'x' WHERE order_id = '" + ORDER + "'",
            "UPDATE ca.card_order SET order_id = '" + ORDER + "' WHERE order_id = 'x'"),
        new Tampering(
            "a card is at its end by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.card SET ended_at = 1, end_cause = 'lost' WHERE " + cards,
            "UPDATE ca.card SET ended_at = NULL, end_cause = NULL WHERE " + cards),
        new Tampering(
            "somebody is confirmed by hand",
            Kind.ACT_WITHOUT_ENTRY,
            confirm("confirmed", suspendedCards),
            confirm("awaited", suspendedCards)),
        new Tampering(
            "a clerk is moved to another municipality",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET municipality = '13104' WHERE name = 'clerk-13221'",
            "UPDATE ca.staff SET municipality = '13221' WHERE name = 'clerk-13221'"),
        new Tampering(
            "a clerk becomes a supervisor",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET role = 'office-supervisor' WHERE name = 'clerk-13221'",
            "UPDATE ca.staff SET role = 'office-clerk' WHERE name = 'clerk-13221'"),
        new Tampering(
            "somebody is shut out by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET active = FALSE WHERE name = 'lossline'",
            "UPDATE ca.staff SET active = TRUE WHERE name = 'lossline'"),
        new Tampering(
            "somebody has another certificate",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET certificate = CONCAT(certificate, 'x') WHERE name = 'lossline'",
            "UPDATE ca.staff SET certificate = LEFT(certificate, LENGTH(certificate) - 1)"
                + " WHERE name = 'lossline'"),
        new Tampering(
            "one person becomes two",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET person = 'somebody' WHERE name = 'operator2'",
            "UPDATE ca.staff SET person = 'operator2' WHERE name = 'operator2'"),
        new Tampering(
            "a clerk comes to sit at another window",
            Kind.ACT_WITHOUT_ENTRY,
            "UPDATE ca.staff SET window_code = '13221009Z' WHERE name = 'clerk-13221'",
            "UPDATE ca.staff SET window_code = '13221001A' WHERE name = 'clerk-13221'"),
        new Tampering(
            "somebody is put among the staff",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO ca.staff (serial, name, role, active) VALUES (x'01', 'x', 'auditor', 1)",
            "DELETE FROM ca.staff WHERE serial = x'01'"),
        new Tampering(
            "somebody is taken from the staff",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.staff SET serial = CONCAT(serial, 'x') WHERE name = 'clerk-13221'",
            "UPDATE ca.staff SET serial = LEFT(serial, LENGTH(serial) - 1)"
                + " WHERE name = 'clerk-13221'"),
        new Tampering(
            "an office asks for a second person by hand",
            Kind.ENTRY_WITHOUT_EFFECT,
            "INSERT INTO ca.dual_control (municipality, kinds) VALUES ('99999', 'revocation')",
            "DELETE FROM ca.dual_control WHERE municipality = '99999'"),
        new Tampering(
            "a relying party is put in by hand",
            Kind.ACT_WITHOUT_ENTRY,
            "INSERT INTO status.relying_party (name, authorities, active)"
                + " VALUES ('tampered', 'signature', 1)",
            "DELETE FROM status.relying_party WHERE name = 'tampered'"),
        new Tampering(
            "an entry is handed in that the CRL publisher may not write",
            Kind.ENTRY_REFUSED,
            "INSERT INTO audit.submission (recorded_at, body, refusal)"
                + " VALUES (1, 'x', 'no-entry-about-a-crl')",
            "DELETE FROM audit.submission WHERE recorded_at = 1"),
        new Tampering(
            "a CRL is published of which no entry tells",
            Kind.ACT_WITHOUT_ENTRY,
            CRL,
            "DELETE FROM status.crl WHERE node = 'tampered'"),
        new Tampering(
            "an event is taken away",
            Kind.ENTRY_WITHOUT_EFFECT,
            "UPDATE ca.resident_event SET event_id = 'gone' WHERE event_id = '" + event + "'",
            "UPDATE ca.resident_event SET event_id = '" + event + "' WHERE event_id = 'gone'"));
  }

  /** Each takes the other's number. */
  private static String swap(String one, String other) {
    return "UPDATE audit.entry SET entry_no = 0 WHERE %s; UPDATE audit.entry SET %s WHERE %s; UPDATE audit.entry SET %s WHERE entry_no = 0"
        .formatted(one, one, other, other);
  }

  private static String confirm(String state, String where) {
    return "UPDATE ca.resident r JOIN ca.card k USING (register_id) SET r.confirmation = '%s' WHERE %s"
        .formatted(state, where);
  }

  /** Wherever the end of a certificate stands in a column. */
  private static String moveEnd(String sign, String where) {
    return "UPDATE status.certificate SET not_after = not_after %s 1000 WHERE %s; UPDATE ca.certificate SET not_after = not_after %s 1000 WHERE %s"
        .formatted(sign, where, sign, where);
  }

  private static String literal(CardCertificate certificate) {
    return "x'" + certificate.serial() + "'";
  }

  private static long entry(String kind, String containing) {
    return CA.count(
        "SELECT MAX(entry_no) FROM audit.entry WHERE kind = ? AND LOCATE(?, body) > 0",
        kind,
        containing);
  }

  private static void execute(String statements) {
    CA.admin()
        .useTransaction((Handle handle) -> {
          for (String statement : statements.split("; ", -1)) {
            handle.execute(statement);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void run_afterTampering_namesIt(Tampering tampering) {
    execute(tampering.act());
    List<Finding> found;
    try {
      found = new ArrayList<>(findings());
    } finally {
      execute(tampering.undo());
    }
    found.removeAll(before);
    assertThat(found).extracting(Finding::kind).contains(tampering.kind());
  }

  /** What is handed in is recorded; that it has no number yet is nobody's fault. */
  @Test
  void run_ofACrlWhoseEntryWaits_findsNothing() {
    HandedIn publisher = new HandedIn(CA.admin());
    execute(CRL);
    try {
      publisher.add(
          HandedIn.published(
              999_999_999, Fingerprint.ofDigest(new byte[32]), CA.clock().instant()));
      assertThat(findings()).isEqualTo(before);
    } finally {
      publisher.forget();
      execute("DELETE FROM status.crl WHERE node = 'tampered'");
    }
  }

  @Test
  void run_ofWhatWasDoneByTheRules_findsNothing() {
    assertThat(before)
        .extracting(Finding::sentence)
        .noneMatch(sentence -> sentence.contains(good.serial().toString()))
        .noneMatch(sentence -> sentence.contains(revoked.serial().toString()))
        .noneMatch(sentence -> sentence.contains(settled))
        .noneMatch(sentence -> sentence.contains(suspended.id()))
        .noneMatch(sentence -> sentence.contains(event));
  }
}
