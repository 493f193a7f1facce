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
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.ca.testing.SlowToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What happens to an issue while its signatures are being made: the token stands still meanwhile.
 */
class IssueRaceTest {
  private final CaFixture ca = CaFixture.started();
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

  private long intents(Card card, String state) {
    return ca.count(
        "SELECT COUNT(*) FROM ca.signing_intent WHERE card_id = ? AND state = ?", card.id(), state);
  }

  private void awaitPending(Card card, int count) throws InterruptedException {
    for (int i = 0; i < 1_000 && intents(card, "pending") < count; i++) {
      Thread.sleep(5);
    }
    assertThat(intents(card, "pending")).isEqualTo(count);
  }

  /** What must be true of every serial number that was given up: known, revoked, told, audited. */
  private void assertAbandoned(Card card, int count) {
    List<Serial> serials =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        """
                        SELECT serial FROM ca.signing_intent
                        WHERE card_id = ? AND state = 'abandoned'
                        """,
                        card.id())
                    .mapTo(byte[].class)
                    .map(Serial::of)
                    .list());
    assertThat(serials).hasSize(count);
    assertThat(intents(card, "pending")).isZero();
    for (Serial serial : serials) {
      byte[] octets = serial.octets();
      assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE serial = ?", octets)).isZero();
      assertThat(ca.count("SELECT COUNT(*) FROM status.certificate WHERE serial = ?", octets))
          .isOne();
      assertThat(ca.count("SELECT reason FROM status.revocation WHERE serial = ?", octets))
          .isEqualTo(RevocationReason.UNSPECIFIED.code());
      assertThat(
              ca.count("SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason = 0", octets))
          .isOne();
      assertThat(
              ca.count(
                  """
                  SELECT COUNT(*) FROM audit.entry
                  WHERE kind = 'issue-abandoned' AND card = ? AND LOCATE(?, body) > 0
                  """,
                  card.id(),
                  serial.toString()))
          .isOne();
    }
  }

  @Test
  void issue_residentChangedMeanwhile_refusedAndGivenUp()
      throws InterruptedException, ExecutionException {
    Card card = ca.card();
    Future<Outcome<Issued>> issue;
    try (SlowToken _ = stop()) {
      issue = threads.submit(() -> ca.issue(clerk, card, CaFixture.keys(Authority.values())));
      awaitPending(card, 2);
      CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    }
    assertThat(issue.get()).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isZero();
    assertAbandoned(card, 2);
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
      awaitPending(card, 4);
    }
    Set<Outcome<Issued>> outcomes = new HashSet<>();
    for (Future<Outcome<Issued>> issue : issues) {
      outcomes.add(issue.get());
    }
    assertThat(outcomes).contains(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(2);
    assertThat(intents(card, "completed")).isEqualTo(2);
    assertAbandoned(card, 2);
  }

  @Test
  void issue_sameRequestTwiceAtOnce_isOneIssueAndOneAnswer()
      throws InterruptedException, ExecutionException {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Callable<Outcome<Issued>> issue = () -> ca.issue(clerk, request, card, keys);
    Future<Outcome<Issued>> one;
    Future<Outcome<Issued>> other;
    try (SlowToken _ = stop()) {
      one = threads.submit(issue);
      other = threads.submit(issue);
      awaitPending(card, 4);
    }
    List<Outcome<Issued>> outcomes = List.of(one.get(), other.get());
    Issued issued =
        outcomes.stream()
            .filter(Outcome.Done.class::isInstance)
            .map(CaFixture::done)
            .findFirst()
            .orElseThrow();
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            Outcome.done(issued), new Outcome.Repeated<>(CaFixture.answer(issued)));
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(2);
    assertAbandoned(card, 2);
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
      awaitPending(one, 1);
      awaitPending(other, 1);
    }
    List<Outcome<Issued>> outcomes = List.of(issues.getFirst().get(), issues.getLast().get());
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .contains(Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates"));
    assertAbandoned(outcomes.getFirst() instanceof Outcome.Done<Issued> ? other : one, 1);
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
      awaitPending(card, 2);
      assertThat(restarted.abandonment().sweep()).isEqualTo(2);
    }
    assertThat(issue.get()).isInstanceOf(Outcome.Refused.class);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isZero();
    assertAbandoned(card, 2);
  }

  @Test
  void issue_tokenTooSlow_isAFaultAndGivenUp() throws InterruptedException {
    Card card = ca.card();
    Future<Outcome<Issued>> issue;
    try (SlowToken _ = stop()) {
      issue = threads.submit(() -> ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(issue::get)
          .havingCause()
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.SIGNING_TIMEOUT));
    }
    assertAbandoned(card, 1);
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)))
        .isInstanceOf(Outcome.Done.class);
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
