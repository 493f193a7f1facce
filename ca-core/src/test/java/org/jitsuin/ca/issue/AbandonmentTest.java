package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.boot.IssuingUseCases;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.ServerTable;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.LossyCommits;
import org.jitsuin.testing.LossyCommits.Loss;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Intents as a server leaves them that was killed between the intent and the record. */
@Tag("stack")
class AbandonmentTest {
  private static final Duration OVERDUE = Duration.ofMinutes(10);

  private final Node node = new Node("node-" + UUID.randomUUID(), UUID.randomUUID().toString());
  private final CaFixture ca = CaFixture.started(node);
  private final SerialSource serials = new SerialSource(new SecureRandom());

  @BeforeEach
  void clear() {
    ca.clock().advance(OVERDUE.plusSeconds(1));
    ca.abandonment().sweep();
    ca.clock().advance(OVERDUE.plusSeconds(1).negated());
  }

  @AfterEach
  void end() {
    ca.close();
  }

  private Serial left(Node by, Purpose purpose, int issuer, Instant at) {
    Serial serial = serials.next(ca.clock().instant());
    boolean certificate = purpose == Purpose.CERTIFICATE;
    Optional<String> card = certificate ? Optional.of(ca.card()).map(Card::id) : Optional.empty();
    Optional<Integer> partition =
        certificate
            ? Optional.of(
                (int)
                    ca.count(
                        "SELECT partition_no FROM status.crl_partition"
                            + " WHERE issuer_no = ? AND municipality = '13221'",
                        issuer))
            : Optional.empty();
    SigningIntent intent =
        new SigningIntent(
            issuer,
            serial,
            purpose,
            card,
            partition,
            at.plus(Duration.ofDays(1)),
            Bytes.of(new byte[1]));
    ca.transactions()
        .run(handle -> {
          IntentTable.begin(handle, List.of(intent), by, at);
          return intent;
        });
    return serial;
  }

  private Serial left(Node by, Instant at) {
    return left(by, Purpose.CERTIFICATE, 1, at);
  }

  private String state(Serial serial) {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select("SELECT state FROM ca.signing_intent WHERE serial = ?", serial.octets())
                .mapTo(String.class)
                .one());
  }

  private long rows(String table, Serial serial) {
    return ca.count("SELECT COUNT(*) FROM " + table + " WHERE serial = ?", serial.octets());
  }

  private long partition(String table, Serial serial) {
    return ca.count("SELECT partition_no FROM " + table + " WHERE serial = ?", serial.octets());
  }

  @Test
  void sweep_earlierStartOfThisServer_isGivenUpAtOnce() {
    Serial serial = left(new Node(node.name(), "earlier"), ca.clock().instant());
    assertThat(ca.abandonment().sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
    assertThat(rows("status.certificate", serial)).isOne();
    assertThat(rows("status.revocation", serial)).isOne();
    assertThat(rows("status.feed", serial)).isOne();
    assertThat(partition("status.revocation", serial))
        .isEqualTo(partition("ca.signing_intent", serial));
    assertThat(partition("status.feed", serial)).isEqualTo(partition("ca.signing_intent", serial));
    assertThat(ca.abandonment().sweep()).isZero();
    assertThat(rows("status.feed", serial)).isOne();
  }

  @Test
  void sweep_thisStart_isLeftUntilOverdue() {
    Serial serial = left(node, ca.clock().instant());
    assertThat(ca.abandonment().sweep()).isZero();
    assertThat(state(serial)).isEqualTo("pending");
    ca.clock().advance(OVERDUE.plusMillis(1));
    assertThat(ca.abandonment().sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
  }

  @Test
  void sweep_otherServer_isLeftUntilOverdue() {
    Serial serial = left(new Node("other", "earlier"), ca.clock().instant());
    assertThat(ca.abandonment().sweep()).isZero();
    ca.clock().advance(OVERDUE);
    assertThat(ca.abandonment().sweep()).isZero();
    ca.clock().advance(Duration.ofMillis(1));
    assertThat(ca.abandonment().sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
  }

  /** The other one's clock is eleven minutes behind this one's; it is in the midst of an issue. */
  @Test
  void sweep_otherServerThatLives_isLeftHoweverOldTheIssueSeems() {
    Node other = new Node("other-" + UUID.randomUUID(), "living");
    beginLife(other);
    AtomicLong stopwatch = new AtomicLong();
    Abandonment here =
        new Abandonment(ca.transactions(), ca.clock(), ca.auditLog(), node, stopwatch::get);
    Serial serial = left(other, ca.clock().instant().minus(OVERDUE.plusMinutes(1)));
    for (int i = 0; i < 3; i++) {
      assertThat(here.sweep()).isZero();
      stopwatch.addAndGet(OVERDUE.toNanos());
      ca.transactions().use(handle -> assertThat(ServerTable.beat(handle, other)).isTrue());
    }
    assertThat(state(serial)).isEqualTo("pending");

    // From here on it is silent.
    assertThat(here.sweep()).isZero();
    stopwatch.addAndGet(OVERDUE.toNanos() - 1);
    assertThat(here.sweep()).isZero();
    stopwatch.addAndGet(1);
    assertThat(here.sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
  }

  private void beginLife(Node other) {
    ca.transactions()
        .use(handle ->
            assertThat(ServerTable.claim(handle, other, "0".repeat(32), Optional.empty(), 1))
                .isTrue());
  }

  /** A ceremony that was interrupted leaves intents of issuers that never came to be. */
  @ParameterizedTest
  @EnumSource(value = Purpose.class, mode = EnumSource.Mode.EXCLUDE, names = "CERTIFICATE")
  void sweep_otherPurposeOfAnIssuerThatNeverWas_isGivenUpWithoutAStatus(Purpose purpose) {
    Serial serial = left(new Node(node.name(), "ceremony"), purpose, 0, ca.clock().instant());
    assertThat(ca.abandonment().sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
    assertThat(rows("status.certificate", serial)).isZero();
    assertThat(rows("status.feed", serial)).isZero();
  }

  /** A renewal of an OCSP signer that was interrupted: a signature may exist. */
  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"ISSUER", "OCSP_SIGNER", "STATUS_SIGNER"})
  void sweep_otherPurposeOfAnIssuer_isRevokedOnItsCompleteCrl(Purpose purpose) {
    Serial serial = left(new Node(node.name(), "earlier"), purpose, 1, ca.clock().instant());
    assertThat(ca.abandonment().sweep()).isOne();
    assertThat(state(serial)).isEqualTo("abandoned");
    assertThat(rows("status.certificate", serial)).isOne();
    assertThat(rows("status.feed", serial)).isOne();
    assertThat(partition("status.revocation", serial)).isEqualTo(2_147_483_646L);
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'issue-abandoned' AND LOCATE(?, body)",
                serial.toString()))
        .isOne();
  }

  @Test
  void sweep_twoServersAtOnce_giveUpEachIntentOnce()
      throws InterruptedException, ExecutionException {
    Node earlier = new Node(node.name(), "earlier");
    for (int i = 0; i < 5; i++) {
      left(earlier, ca.clock().instant());
    }
    List<Integer> counts = AtOnce.run(3, () -> ca.abandonment().sweep());
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
  }

  private long pending(Card card) {
    return ca.count(
        "SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'pending' AND card_id = ?",
        card.id());
  }

  private static Outcome<?> issue(CaFixture ca, IssuingUseCases server, Card card) {
    return server
        .issueCertificates()
        .issue(
            ca.clerk(),
            CaFixture.request(ca.clerk()),
            IssueRequest.first(
                card.id(),
                CaFixture.keys(Authority.SIGNATURE, Authority.USER_IDENTIFICATION),
                CaFixture.CHECK));
  }

  /** The server lives, and nobody goes on with what it does not know of. */
  @Test
  void sweep_connectionLostBehindTheCommitOfIntents_givesThemUpAtOnce() {
    DataSource good = TestStack.shared().dataSource("ca");
    AtomicReference<ConnectionFactory> way = new AtomicReference<>(good::getConnection);
    IssuingUseCases server =
        ca.issuingOver(Database.open((ConnectionFactory) () -> way.get().openConnection()));
    assertThat(issue(ca, server, ca.card())).isInstanceOf(Outcome.Done.class);
    Card card = ca.card();
    way.set(LossyCommits.losing(Loss.AFTER, 1, good));
    assertThatExceptionOfType(Fault.class).isThrownBy(() -> issue(ca, server, card));
    assertThat(pending(card)).isEqualTo(2);

    assertThat(server.abandonment().sweep()).isEqualTo(2);
    assertThat(pending(card)).isZero();
    assertThat(issue(ca, server, card)).isInstanceOf(Outcome.Done.class);
  }
}
