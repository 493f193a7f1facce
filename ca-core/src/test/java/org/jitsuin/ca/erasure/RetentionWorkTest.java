package org.jitsuin.ca.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.latestdata.LatestData;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.ca.retention.RetentionPolicy;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.OwnedCertificate;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.HolderLife;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.BreakingDataSource;
import org.jitsuin.testing.SettableClock;
import org.jitsuin.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years pass, and what is left of a resident becomes less. */
@Tag("stack")
class RetentionWorkTest {
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(
          Duration.ofDays(365), Duration.ofDays(365), Duration.ofDays(365), Duration.ofDays(30));

  private static final int ROUNDS = 500;

  private final CaFixture ca = CaFixture.started();
  @TempDir private Path directory;

  @BeforeEach
  void forgetWhatOthersDid() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM ca.retention");
          handle.execute("DELETE FROM status.lease WHERE name = 'retention'");
        });
  }

  @AfterEach
  void end() {
    forgetWhatOthersDid();
    ca.close();
  }

  private RetentionWork work(Transactions transactions, RetentionPolicy policy) {
    return new RetentionWork(
        transactions,
        ca.auditLog(),
        new RetentionWork.Time(ca.clock(), Clocks.system()),
        policy,
        Optional.of(directory),
        new Node("r-" + UUID.randomUUID(), UUID.randomUUID().toString()));
  }

  private void complete(RetentionWork work) {
    LocalDate today = JapanTime.date(ca.clock().instant());
    for (int i = 0; i < ROUNDS; i++) {
      work.round();
      if (ca.count("SELECT COUNT(*) FROM ca.retention WHERE done_on <> ? OR done_on IS NULL", today)
          == 0) {
        return;
      }
    }
    throw new AssertionError("it does not come to an end");
  }

  private RetentionWork completed() {
    RetentionWork work = work(ca.transactions(), POLICY);
    complete(work);
    // Others shall not wait for a server that is gone.
    ca.admin()
        .useHandle(handle -> handle.execute("DELETE FROM status.lease WHERE name = 'retention'"));
    return work;
  }

  private List<String> traces(String... texts) {
    return Traces.of(List.of(texts)).inDatabase(ca.admin(), "ca", "status", "audit");
  }

  private long told(RecordKind kind) {
    return ca.count(
        """
        SELECT COALESCE(SUM(JSON_VALUE(CONVERT(body USING utf8mb4), '$.detail.count')), 0)
        FROM audit.entry WHERE kind = 'records-erased'
          AND JSON_VALUE(CONVERT(body USING utf8mb4), '$.detail.records') = ?
        """,
        kind.id());
  }

  private byte[] der(CardCertificate certificate) {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT der FROM ca.certificate_der WHERE issuer_no = ? AND serial = ?",
                    certificate.issuerNumber(),
                    certificate.serial().octets())
                .mapTo(byte[].class)
                .one());
  }

  @Test
  void round_afterAYear_forgetsSearchesAndReporters_andNothingElse() {
    HolderLife life = HolderLife.lived(ca);
    String reporter = life.texts().getLast();
    ca.clock().advance(Duration.ofDays(364));
    completed();
    assertThat(traces(reporter)).isNotEmpty();
    ca.clock().advance(Duration.ofDays(2));
    long searches = told(RecordKind.SEARCHES);
    long reporters = told(RecordKind.REPORTERS);
    long entries = ca.count("SELECT COUNT(*) FROM audit.entry");
    RetentionWork work = completed();

    assertThat(traces(reporter)).isEmpty();
    assertThat(traces(life.holder().name().text()))
        .anyMatch(where -> where.startsWith("ca.`resident`.name"))
        .anyMatch(where -> where.startsWith("audit.`disclosure`.data"));
    assertThat(told(RecordKind.SEARCHES) - searches)
        .isEqualTo(work.state().erased(RecordKind.SEARCHES))
        .isPositive();
    assertThat(told(RecordKind.REPORTERS) - reporters).isPositive();
    assertThat(der(life.certificate())).hasSizeGreaterThan(32);
    long told = ca.count("SELECT COUNT(*) FROM audit.entry");
    assertThat(told).isGreaterThan(entries);
    // Once a day.
    completed();
    assertThat(ca.count("SELECT COUNT(*) FROM audit.entry")).isEqualTo(told);
  }

  @Test
  void round_tenYearsAfterTheLastDay_forgetsCertificates_thenCardAndResident() {
    HolderLife life = HolderLife.lived(ca);
    for (FiledCertificate filed : life.certificates()) {
      assertThat(der(filed.certificate())).isEqualTo(filed.der().bytes());
    }
    LocalDate ended = JapanTime.date(life.certificate().notAfter());
    ca.clock().set(JapanTime.startOf(ended.plusYears(10)));
    completed();
    assertThat(der(life.certificate())).hasSizeGreaterThan(32);

    ca.clock().set(JapanTime.startOf(ended.plusYears(10).plusDays(1)));
    completed();
    for (FiledCertificate filed : life.certificates()) {
      assertThat(Fingerprint.ofDigest(der(filed.certificate())))
          .isEqualTo(filed.der().fingerprint());
      Optional<OwnedCertificate> found =
          ca.transactions()
              .run(handle ->
                  CertificateTable.find(
                      handle, filed.certificate().kind(), filed.certificate().serial()));
      assertThat(found).isEmpty();
    }
    // The card is still known, without them.
    assertThat(done(ca.read(ca.clerk(), life.card().id())).certificates()).isEmpty();

    ca.clock().set(JapanTime.startOf(life.card().expiresOn().plusYears(10).plusDays(1)));
    long erased = told(RecordKind.CARDS);
    completed();
    assertThat(told(RecordKind.CARDS)).isGreaterThan(erased);
    assertThat(traces(life.texts().toArray(String[]::new))).isEmpty();
    assertThat(((Outcome.Refused<?>) ca.read(ca.clerk(), life.card().id())))
        .extracting(refused -> refused.refusal().code())
        .isEqualTo(RefusalCode.CARD_UNKNOWN);
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM status.certificate WHERE serial = ?",
                life.certificate().serial().octets()))
        .isOne();
    // An event of that time does not bring anybody back, and the id is of somebody new.
    assertThat(
            ((Outcome.Refused<?>)
                    ca.record(CaFixture.move(life.event(), life.holder().registerId())))
                .refusal()
                .code())
        .isEqualTo(RefusalCode.EVENT_CONTENT_DIFFERS);
    assertThat(done(ca.register(ca.clerk(), life.holder())).id()).isNotEqualTo(life.card().id());
  }

  /** Its own time, not that of its entry: a consent of years is not over because it is old. */
  @Test
  void round_aYearAfterItsEnd_forgetsAConsentWithAllThatBelongsToIt() {
    ConsentFixture fixture = new ConsentFixture(ca);
    ConsentFixture.Person person = fixture.person();
    StaffMember party = fixture.party();
    Consent kept = fixture.given(person, party, ConsentAttribute.NAME);
    Consent withdrawn = fixture.given(person, party, ConsentAttribute.NAME);
    LatestData.Told _ = done(fixture.useCases().latestData().tell(party, kept.id()));
    // Of a party that asked time and again: more than a portion takes.
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO ca.consent_answer (consent_id, answered_at)"
                    + " SELECT ?, seq FROM ca.seq_1_to_2500",
                kept.id()));
    Answered<?> _ = done(fixture.withdraw(party, person.signature(), withdrawn.id()));
    ca.clock().advance(Duration.ofDays(364));
    RetentionWork _ = completed();
    assertThat(consents(kept, withdrawn)).isEqualTo(2);

    ca.clock().advance(Duration.ofDays(2));
    RetentionWork _ = completed();
    assertThat(consents(kept)).isOne();
    assertThat(consents(withdrawn)).isZero();

    ca.clock().advance(Duration.ofDays(366));
    long told = told(RecordKind.CONSENTS);
    RetentionWork _ = completed();
    assertThat(consents(kept)).isZero();
    assertThat(told(RecordKind.CONSENTS)).isGreaterThan(told);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.consent_answer WHERE consent_id = ?", kept.id()))
        .isZero();
    // Answers that may be asked for again are kept for days, which another round sees to.
    int _ = ca.transactions().run(handle -> IdempotencyTable.forget(handle, ca.clock().instant()));
    assertThat(traces(kept.purpose())).isEmpty();
  }

  private long consents(Consent... consents) {
    return Stream.of(consents)
        .mapToLong(consent ->
            ca.count("SELECT COUNT(*) FROM ca.consent WHERE consent_id = ?", consent.id()))
        .sum();
  }

  /** A server that dies leaves whole portions: nothing is told of twice, nothing is left out. */
  @Test
  void round_thatBreaksOff_goesOnWhereItWas() {
    String searched = "探す　" + UUID.randomUUID();
    int searches = 1_100;
    ca.transactions()
        .use(handle -> {
          List<Commitment> commitments =
              IntStream.range(0, searches)
                  .mapToObj(
                      _ -> ca.auditLog().commitment(Commitment.canonical(Map.of("name", searched))))
                  .toList();
          AuditTable.disclose(handle, commitments);
          ca.auditLog()
              .append(
                  handle,
                  ca.clock().instant(),
                  ca.clerk().actor(),
                  commitments.stream()
                      .map(one -> new OfficeAct.HolderSearched(one.hash(), 0))
                      .toList());
        });
    ca.clock().advance(Duration.ofDays(366));
    long before = told(RecordKind.SEARCHES);
    long there = left(searched);
    assertThat(there).isEqualTo(searches);
    int broken = 0;
    for (int steps = 100; left(searched) > 0 && steps < 4_000; steps += 61) {
      RetentionWork work =
          work(
              new Transactions(
                  Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca"))),
                  ca.clock()),
              POLICY);
      try {
        work.round();
      } catch (Fault e) {
        broken++;
      }
      assertThat(told(RecordKind.SEARCHES) - before).isGreaterThanOrEqualTo(there - left(searched));
      ca.admin()
          .useHandle(handle -> handle.execute("DELETE FROM status.lease WHERE name = 'retention'"));
    }
    completed();
    assertThat(broken).isPositive();
    assertThat(left(searched)).isZero();
  }

  private long left(String searched) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.disclosure WHERE LOCATE(?, CONVERT(data USING utf8mb4)) > 0",
        searched);
  }

  @Test
  void round_whileAnotherServerHasTheLease_doesNothing() {
    Lease other =
        new Lease(
            ca.transactions(),
            new Node("other", UUID.randomUUID().toString()),
            "retention",
            Duration.ofMinutes(5));
    assertThat(other.hold()).isPresent();
    HolderLife life = HolderLife.lived(ca);
    ca.clock().advance(Duration.ofDays(366));
    RetentionWork work = work(ca.transactions(), POLICY);
    work.round();
    assertThat(traces(life.texts().getLast())).isNotEmpty();
    assertThat(ca.count("SELECT COUNT(*) FROM ca.retention")).isZero();
    ca.clock().advance(Duration.ofDays(5));
    work.round();
    assertThat(work.state().behind(ca.clock().instant())).isGreaterThan(Duration.ofDays(4));
  }

  /** What is erased by a wrong clock does not come back. */
  @Test
  void round_whereTheMachinesClockIsNotTheDatabases_erasesNothing() {
    HolderLife life = HolderLife.lived(ca);
    ca.clock().advance(Duration.ofDays(366));
    SettableClock wrong = new SettableClock(Clocks.system().instant().plus(Duration.ofDays(366)));
    RetentionWork work =
        new RetentionWork(
            ca.transactions(),
            ca.auditLog(),
            new RetentionWork.Time(ca.clock(), wrong),
            POLICY,
            Optional.empty(),
            ca.node());
    work.round();
    assertThat(traces(life.texts().getLast())).isNotEmpty();
    wrong.set(Clocks.system().instant());
    complete(work);
    assertThat(traces(life.texts().getLast())).isEmpty();
  }

  @Test
  void round_whileTheDatabaseIsSetBack_erasesNothing() {
    HolderLife life = HolderLife.lived(ca);
    ca.clock().advance(Duration.ofDays(366));
    ca.admin().useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = FALSE"));
    try {
      RetentionWork work = work(ca.transactions(), POLICY);
      assertThatThrownBy(work::round)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED));
      assertThat(traces(life.texts().getLast())).isNotEmpty();
    } finally {
      ca.admin().useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = TRUE"));
    }
  }

  /** As an earlier release wrote it. */
  @Test
  void round_whatWasToBeSignedInFull_becomesItsHash() {
    CardCertificate certificate = ca.issueBoth(ca.card()).getFirst();
    byte[] before = "what was to be signed, with a name".getBytes(StandardCharsets.UTF_8);
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                UPDATE ca.signing_intent SET tbs = ?, tbs_sha256 = UNHEX(SHA2(tbs, 256))
                WHERE serial = ?
                """,
                before,
                certificate.serial().octets()));
    ca.clock().advance(Duration.ofHours(2));
    completed();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.signing_intent WHERE serial = ? AND tbs = UNHEX(SHA2(?, 256))",
                certificate.serial().octets(),
                before))
        .isOne();
  }

  @Test
  void round_droppedFiles_areDeletedWithTheirResults_butThoseThatWait() throws IOException {
    Files.createDirectories(directory.resolve("done"));
    Files.createDirectories(directory.resolve("refused"));
    List<Path> over =
        List.of(
            directory.resolve("done/20270401.ndjson"),
            directory.resolve("refused/x"),
            directory.resolve("20270401.results.ndjson"));
    List<Path> waiting =
        List.of(
            directory.resolve("20270402.ndjson"),
            directory.resolve("20270402.results.ndjson"),
            directory.resolve("20270403.ndjson.part"));
    for (Path file : List.of(over, waiting).stream().flatMap(List::stream).toList()) {
      Files.writeString(file, "{}\n");
    }
    long told = told(RecordKind.DROP_FILES);
    completed();
    assertThat(over).allMatch(Files::exists);
    // All of them are older than what is a minute away.
    ca.clock().advance(Duration.ofDays(1));
    complete(
        work(
            ca.transactions(),
            new RetentionPolicy(
                Duration.ofDays(365),
                Duration.ofDays(365),
                Duration.ofDays(365),
                Duration.ofMinutes(-1))));
    assertThat(over).noneMatch(Files::exists);
    assertThat(waiting).allMatch(Files::exists);
    assertThat(told(RecordKind.DROP_FILES) - told).isEqualTo(over.size());
  }

  @Test
  void behind_onTheDayOfTheStart_isNotLong() {
    RetentionWork work = work(ca.transactions(), POLICY);
    assertThat(work.state().behind(ca.clock().instant())).isZero();
    Instant later = ca.clock().instant().plus(Duration.ofDays(9));
    assertThat(work.state().behind(later)).isEqualTo(Duration.ofDays(9));
  }
}
