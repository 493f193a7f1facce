package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.testing.SlowToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What happens to an issue while its signatures are being made: the token stands still meanwhile.
 */
@Tag("stack")
class IssueRaceTest {
  private final CaFixture ca = CaFixture.started();
  private final IntentTrace trace = new IntentTrace(ca);
  private final StaffMember clerk = ca.clerk();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
    ca.close();
  }

  private SlowToken stop() {
    // Sessions are opened before, so that the lock holds the signature itself.
    ca.token().token().check();
    return SlowToken.hold(ca.stack().home().resolve("tokens/tokens"));
  }

  @Test
  void issue_residentChangedMeanwhile_refusedAndGivenUp()
      throws InterruptedException, ExecutionException {
    Card card = ca.card();
    Future<Outcome<Issued>> issue;
    try (SlowToken _ = stop()) {
      issue = threads.submit(() -> ca.issue(clerk, card, CaFixture.keys(Authority.values())));
      trace.awaitPending(card, 2);
      CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    }
    assertThat(issue.get()).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isZero();
    trace.assertAbandoned(card, 2);
  }

  @Test
  void issue_twiceAtOnceForOneCard_isOneIssue() throws InterruptedException, ExecutionException {
    Card card = ca.card();
    List<Future<Outcome<Issued>>> issues = new ArrayList<>();
    try (SlowToken _ = stop()) {
      for (int i = 0; i < 2; i++) {
        Map<Authority, String> keys = CaFixture.keys(Authority.values());
        issues.add(threads.submit(() -> ca.issue(clerk, card, keys)));
      }
      trace.awaitPending(card, 4);
    }
    Set<Outcome<Issued>> outcomes = new HashSet<>();
    for (Future<Outcome<Issued>> issue : issues) {
      outcomes.add(issue.get());
    }
    assertThat(outcomes).contains(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(2);
    assertThat(trace.intents(card, "completed")).isEqualTo(2);
    trace.assertAbandoned(card, 2);
  }

  @Test
  void issue_sameRequestTwiceAtOnce_isOneIssueAndOneAnswer()
      throws InterruptedException, ExecutionException {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Callable<Outcome<Answered<Issued>>> issue = () -> ca.issueAnswered(clerk, request, card, keys);
    Future<Outcome<Answered<Issued>>> one;
    Future<Outcome<Answered<Issued>>> other;
    try (SlowToken _ = stop()) {
      one = threads.submit(issue);
      other = threads.submit(issue);
      trace.awaitPending(card, 4);
    }
    List<Outcome<Answered<Issued>>> outcomes = List.of(one.get(), other.get());
    Answered<Issued> issued =
        outcomes.stream()
            .filter(Outcome.Done.class::isInstance)
            .map(CaFixture::done)
            .findFirst()
            .orElseThrow();
    assertThat(outcomes)
        .containsExactlyInAnyOrder(Outcome.done(issued), new Outcome.Repeated<>(issued.answer()));
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(2);
    trace.assertAbandoned(card, 2);
  }

  /** The one looks for an earlier answer, then the other is done, then the one reads the keys. */
  @Test
  void issue_sameRequestDoneBetweenTwoStatements_isAnsweredAgain() {
    assertAnsweredAgain("SELECT key_hash FROM", () -> {});
  }

  /** The one has read all, then the other is done and the generation's key leaks. */
  @Test
  void issue_sameRequestDoneBeforeTheGenerationStopped_isAnsweredAgain() {
    try {
      assertAnsweredAgain("SELECT a.last", this::stopGenerations);
    } finally {
      ca.admin().useHandle(handle -> handle.execute("DELETE FROM ca.stopped_generation"));
    }
  }

  private void stopGenerations() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO ca.stopped_generation SELECT issuer_no, UUID() FROM status.issuer"));
  }

  /**
   * Sends a request while the same request is being done.
   *
   * @param before the statement before which it is done as a whole
   * @param after what happens then
   */
  private void assertAnsweredAgain(String before, Runnable after) {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    List<Outcome<Answered<Issued>>> meanwhile = new ArrayList<>();
    AtomicBoolean begun = new AtomicBoolean();
    Jdbi interrupted = ca.stack().jdbi("ca");
    interrupted.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext statement) {
            if (statement.getRawSql().startsWith(before) && begun.compareAndSet(false, true)) {
              meanwhile.add(ca.issueAnswered(clerk, request, card, keys));
              after.run();
            }
          }
        });
    Outcome<Answered<Issued>> outcome =
        ca.issueCertificatesOver(interrupted)
            .issue(clerk, request, IssueRequest.first(card.id(), keys, CaFixture.CHECK));
    assertThat(meanwhile).hasSize(1);
    assertThat(outcome)
        .isEqualTo(new Outcome.Repeated<>(CaFixture.done(meanwhile.getFirst()).answer()));
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(2);
  }

  @Test
  void issue_sameKeyForTwoCardsAtOnce_isCertifiedOnce()
      throws InterruptedException, ExecutionException {
    Card one = ca.card();
    Card other = ca.card();
    CardKey key = CardKey.p384();
    List<Future<Outcome<Issued>>> issues = new ArrayList<>();
    try (SlowToken _ = stop()) {
      for (Card card : List.of(one, other)) {
        issues.add(
            threads.submit(
                () -> ca.issue(clerk, card, Map.of(Authority.USER_IDENTIFICATION, key.pem()))));
      }
      trace.awaitPending(one, 1);
      trace.awaitPending(other, 1);
    }
    List<Outcome<Issued>> outcomes = List.of(issues.getFirst().get(), issues.getLast().get());
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .contains(Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates"));
    trace.assertAbandoned(outcomes.getFirst() instanceof Outcome.Done<Issued> ? other : one, 1);
  }

  /** Swept away while the token stood still: the signature that comes then is worth nothing. */
  @Test
  void issue_givenUpByAnotherServerMeanwhile_isNotRecorded()
      throws InterruptedException, ExecutionException {
    Card card = ca.card();
    Future<Outcome<Issued>> issue;
    try (SlowToken _ = stop();
        CaFixture restarted = CaFixture.started()) {
      issue = threads.submit(() -> ca.issue(clerk, card, CaFixture.keys(Authority.values())));
      trace.awaitPending(card, 2);
      // An OCSP signer's may wait for the token as well, and is swept beside the two.
      assertThat(restarted.abandonment().sweep()).isGreaterThanOrEqualTo(2);
      trace.assertAbandoned(card, 2);
    }
    assertThat(issue.get()).isInstanceOf(Outcome.Refused.class);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isZero();
    trace.assertAbandoned(card, 2);
  }

  @Test
  void issue_tokenTooSlow_isAFaultAndGivenUp() {
    Card card = ca.card();
    Map<String, String> impatient = Map.of("jitsuin.pkcs11.deadline", "PT0.5S");
    try (CaFixture server = CaFixture.started(ca.node(), impatient)) {
      server.token().token().check();
      try (SlowToken _ = stop()) {
        assertFault(
            FaultCode.SIGNING_TIMEOUT,
            () -> server.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)));
      }
    }
    trace.assertAbandoned(card, 1);
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)))
        .isInstanceOf(Outcome.Done.class);
  }

  /** The intents cannot be given up then; the next start of the server does it. */
  @Test
  void issue_databaseGoneMeanwhile_isAFaultAndGivenUpByTheNextStart() throws InterruptedException {
    Card card = ca.card();
    Future<Outcome<Issued>> issue;
    try (SlowToken _ = stop()) {
      issue = threads.submit(() -> ca.issue(clerk, card, CaFixture.keys(Authority.values())));
      trace.awaitPending(card, 2);
      ca.stack().database().kill();
    }
    try {
      assertFault(FaultCode.DATABASE_UNAVAILABLE, () -> resultOf(issue));
    } finally {
      ca.stack().restartDatabase();
    }
    assertThat(trace.intents(card, "pending")).isEqualTo(2);
    try (CaFixture restarted = CaFixture.started()) {
      assertThat(restarted.abandonment().sweep()).isEqualTo(2);
    }
    trace.assertAbandoned(card, 2);
  }

  private static <T> T resultOf(Future<T> future) throws Throwable {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void assertFault(FaultCode code, ThrowingCallable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }

  /** Every snapshot of the database shows all of an issue or nothing of it. */
  @Test
  void issue_seenFromOutside_isOneTransaction() throws InterruptedException, ExecutionException {
    Card card = ca.card();
    AtomicBoolean done = new AtomicBoolean();
    Future<Set<List<Long>>> watcher = threads.submit(() -> watch(card, done));
    ca.issueBoth(card);
    done.set(true);
    assertThat(watcher.get())
        .isSubsetOf(
            List.of(0L, 0L, 0L, 0L, 0L, 0L),
            List.of(0L, 0L, 0L, 0L, 0L, 2L),
            List.of(2L, 2L, 2L, 1L, 2L, 0L))
        .contains(List.of(2L, 2L, 2L, 1L, 2L, 0L));
  }

  private Set<List<Long>> watch(Card card, AtomicBoolean done) {
    Set<List<Long>> seen = new HashSet<>();
    boolean last;
    do {
      last = done.get();
      seen.add(
          ca.admin()
              .inTransaction(
                  TransactionIsolationLevel.REPEATABLE_READ,
                  handle ->
                      handle
                          .select(
                              """
                              SELECT
                                (SELECT COUNT(*) FROM ca.certificate WHERE card_id = :card),
                                (SELECT COUNT(*) FROM status.certificate JOIN ca.signing_intent
                                  USING (issuer_no, serial) WHERE card_id = :card),
                                (SELECT COUNT(*) FROM status.feed JOIN ca.signing_intent
                                  USING (issuer_no, serial) WHERE card_id = :card),
                                (SELECT COUNT(*) FROM audit.entry
                                  WHERE card = :card AND kind = 'certificates-issued'),
                                (SELECT COUNT(*) FROM ca.signing_intent
                                  WHERE card_id = :card AND state = 'completed'),
                                (SELECT COUNT(*) FROM ca.signing_intent
                                  WHERE card_id = :card AND state = 'pending')
                              """)
                          .bind("card", card.id())
                          .map((row, context) -> {
                            List<Long> counts = new ArrayList<>();
                            for (int i = 1; i <= 6; i++) {
                              counts.add(row.getLong(i));
                            }
                            return List.copyOf(counts);
                          })
                          .one()));
    } while (!last);
    return seen;
  }
}
