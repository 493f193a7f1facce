package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A CRL is compared with the one before it: no revocation gets lost on the way. */
@Tag("stack")
class VanishedTest extends PublishingTest {
  private static final Serial SERIAL = StatusRows.serial(1);
  private static final Serial OTHER = StatusRows.serial(2);

  private void publish(RevocationReason reason) {
    revoke(SERIAL, reason);
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(2);
    assertThat(server.trouble()).isEmpty();
  }

  private void refused() {
    assertThat(server.number()).isEqualTo(2);
    assertThat(rows.crls(partition())).hasSize(2);
    assertThat(server.health().ready()).isFalse();
    assertThat(server.health().failing()).isEqualTo(1);
    assertThat(server.health().reason())
        .contains("signature-g1/13221-g1", "1 certificates would vanish", SERIAL.toString());
  }

  @Test
  void run_revocationLost_keepsTheOldCrlAndIsNotReadyUntilItIsBack() throws IOException {
    Instant revokedAt = clock.instant();
    publish(RevocationReason.KEY_COMPROMISE);
    rows.lose(partition(), SERIAL);
    revoke(OTHER, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    refused();
    runAfter(Duration.ofHours(25));
    refused();
    rows.revoke(partition(), SERIAL, RevocationReason.KEY_COMPROMISE, revokedAt);
    runAfter(Duration.ofMinutes(2));
    assertThat(server.number()).isEqualTo(3);
    assertThat(server.health().ready()).isTrue();
    assertThat(server.trouble()).isEmpty();
    assertThat(new X509CRLHolder(server.crl()).getRevokedCertificates().size()).isEqualTo(2);
  }

  @Test
  void run_holdLost_isRefusedUnlessTheFeedTellsOfTheLift() {
    publish(RevocationReason.CERTIFICATE_HOLD);
    rows.lose(partition(), SERIAL);
    revoke(OTHER, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    refused();
    rows.lift(partition(), SERIAL, clock.instant());
    runAfter(Duration.ofMinutes(2));
    assertThat(server.number()).isEqualTo(3);
    assertThat(server.health().ready()).isTrue();
  }

  @Test
  void run_revokedAndThenLifted_isRefused() {
    publish(RevocationReason.KEY_COMPROMISE);
    rows.lift(partition(), SERIAL, clock.instant());
    runAfter(DELAY);
    refused();
  }

  @Test
  void run_onePartitionContradicted_keepsNoOtherBack() {
    publish(RevocationReason.KEY_COMPROMISE);
    rows.lose(partition(), SERIAL);
    runAfter(Duration.ofHours(25));
    refused();
    assertThat(server.listing(Authority.USER_IDENTIFICATION).served())
        .hasValueSatisfying(crl -> assertThat(crl.number()).isEqualTo(2));
    assertThat(server.service().health().partitions())
        .extracting(state -> state.partition().authority(), state -> state.lastError().isPresent())
        .containsExactlyInAnyOrder(
            tuple(Authority.SIGNATURE, true), tuple(Authority.USER_IDENTIFICATION, false));
    assertThat(server.service().health().partitions())
        .filteredOn(state -> state.lastError().isPresent())
        .allSatisfy(
            state -> assertThat(state.age().orElseThrow()).isGreaterThan(Duration.ofDays(1)));
  }

  @Test
  void run_crlBeforeDamaged_isNoReasonToRefuse() throws IOException {
    publish(RevocationReason.KEY_COMPROMISE);
    byte[] damaged = server.crl();
    damaged[damaged.length / 2] ^= 0x40;
    Files.write(server.file(), damaged);
    revoke(OTHER, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(3);
    assertThat(server.health().ready()).isTrue();
  }

  @Test
  void run_manyLost_countsThemAll() {
    for (int index = 0; index < 600; index++) {
      revoke(StatusRows.serial(index), RevocationReason.SUPERSEDED);
    }
    runAfter(DELAY);
    rows.jdbi().useHandle(handle -> handle.execute("DELETE FROM status.revocation"));
    runAfter(Duration.ofHours(25));
    assertThat(server.number()).isEqualTo(2);
    assertThat(server.health().reason())
        .contains("600 certificates would vanish", StatusRows.serial(0).toString());
  }
}
