package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Submissions.TakenIn;
import org.jitsuin.store.Head;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the publisher's database user hands in, and the authority's takes into the log. */
@Tag("stack")
class SubmissionsTest {
  private static final Actor PUBLISHER = new Actor.Component("crl-publisher", "node-1");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");
  private final Jdbi publisher = stack.jdbi("crl");
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final Instant now = Clocks.system().instant();
  private long before;

  @BeforeEach
  void forget() {
    admin.useHandle(handle -> handle.execute("DELETE FROM audit.submission"));
    before = last();
  }

  private long last() {
    return admin.withHandle(Head.LOG::last);
  }

  private static AuditEntry entry(Instant at, AuditAct act) {
    return AuditEntry.of(at, PUBLISHER, act, RANDOM);
  }

  private static AuditEntry published(Instant at) {
    return entry(
        at,
        new ServiceAct.CrlPublished(
            new Issuer(Authority.SIGNATURE, 1),
            "13221-g1",
            RANDOM.nextInt(1_000_000),
            at,
            at.plusSeconds(60),
            0,
            Fingerprint.of(new byte[] {1})));
  }

  private void handIn(Instant at, byte[] body) {
    publisher.useHandle(handle ->
        handle.execute(
            "INSERT INTO audit.submission (recorded_at, body) VALUES (?, ?)",
            at.toEpochMilli(),
            body));
  }

  private void handIn(AuditEntry entry) {
    handIn(entry.at(), entry.encoded());
  }

  private TakenIn takeIn() {
    return transactions.run(handle -> Submissions.takeIn(handle, now));
  }

  /** The bodies of the entries that the log has since. */
  private List<byte[]> added() {
    return admin.withHandle(handle ->
        handle
            .select("SELECT body FROM audit.entry WHERE entry_no > ? ORDER BY entry_no", before)
            .mapTo(byte[].class)
            .list());
  }

  private List<String> left() {
    return admin.withHandle(handle ->
        handle
            .select("SELECT COALESCE(refusal, 'waits') FROM audit.submission ORDER BY 1")
            .mapTo(String.class)
            .list());
  }

  @Test
  void takeIn_ofWhatWaits_numbersEachOnce_inTheOrderOfTheirTimes() {
    AuditEntry later = published(now);
    AuditEntry earlier = published(now.minusSeconds(5));
    handIn(later);
    handIn(earlier);
    assertThat(takeIn()).isEqualTo(new TakenIn(2, 0, false));
    assertThat(added()).containsExactly(earlier.encoded(), later.encoded());
    assertThat(left()).isEmpty();
    assertThat(takeIn()).isEqualTo(new TakenIn(0, 0, false));
    assertThat(last()).isEqualTo(before + 2);
  }

  @Test
  void takeIn_ofWhatThePublisherMayNotWrite_refusesThat_andTakesTheOthers() {
    AuditEntry good = published(now);
    AuditEntry forged = entry(now, new ServiceAct.IssuingOpened());
    AuditEntry otherTime = published(now.minusSeconds(1));
    handIn(forged);
    handIn(now, new byte[0]);
    handIn(now.minusSeconds(3_600), otherTime.encoded());
    handIn(good);
    assertThat(takeIn()).isEqualTo(new TakenIn(1, 3, false));
    assertThat(added()).containsExactly(good.encoded());
    assertThat(left()).hasSize(3).containsOnly("no-entry-about-a-crl");
    long refused = transactions.run(SubmissionTable::refused);
    assertThat(refused).isEqualTo(3);
    assertThat(takeIn()).isEqualTo(new TakenIn(0, 0, false));
  }

  /** Handed in twice, or known to the log already, as after a restored backup. */
  @Test
  void takeIn_ofWhatTheLogHas_addsNothing_andOfAnotherOfThatNameNeither() {
    AuditEntry entry = published(now);
    handIn(entry);
    handIn(entry);
    assertThat(takeIn()).isEqualTo(new TakenIn(1, 0, false));
    handIn(entry);
    handIn(new AuditEntry(entry.id(), entry.at(), PUBLISHER, published(now).act()));
    assertThat(takeIn()).isEqualTo(new TakenIn(0, 1, false));
    assertThat(added()).containsExactly(entry.encoded());
    assertThat(left()).containsExactly("name-of-another-entry");
  }

  /** Otherwise whoever writes them moves the whole log into the future. */
  @Test
  void takeIn_ofAnEntryFromTheFuture_letsItWaitForItsTime() {
    handIn(published(now.plusSeconds(3_600)));
    AuditEntry clockAhead = published(now.plusSeconds(60));
    handIn(clockAhead);
    assertThat(takeIn()).isEqualTo(new TakenIn(1, 0, false));
    assertThat(added()).containsExactly(clockAhead.encoded());
    assertThat(left()).containsExactly("waits");
  }

  @Test
  void takeIn_whileTheLogIsClosed_leavesThemWaiting() {
    handIn(published(now));
    admin.useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = FALSE"));
    try {
      assertThatThrownBy(this::takeIn)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED));
    } finally {
      admin.useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = TRUE"));
    }
    assertThat(left()).containsExactly("waits");
    assertThat(takeIn().numbered()).isOne();
  }

  @Test
  void takeIn_thatDiesBeforeItsCommit_leavesThemWaiting() {
    handIn(published(now));
    TakenIn taken =
        transactions.run(handle -> {
          TakenIn done = Submissions.takeIn(handle, now);
          handle.rollback();
          return done;
        });
    assertThat(taken.numbered()).isOne();
    assertThat(last()).isEqualTo(before);
    assertThat(left()).containsExactly("waits");
  }

  /** Several servers of the authority, while the publisher goes on. */
  @Test
  void takeIn_byManyAtOnce_numbersEachOnce() throws Exception {
    List<byte[]> all = new ArrayList<>();
    IntStream.range(0, 600)
        .forEach(i -> {
          AuditEntry entry = published(now.minusMillis(1_000 - i));
          all.add(entry.encoded());
          handIn(entry);
        });
    AtOnce.run(
        4,
        () -> {
          int numbered = 0;
          for (int i = 0; i < 4; i++) {
            numbered += takeIn().numbered();
          }
          return numbered;
        });
    assertThat(left()).isEmpty();
    assertThat(last()).isEqualTo(before + all.size());
    assertThat(added()).hasSameSizeAs(all).containsExactlyElementsOf(all);
  }
}
