package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of certificates that end, and of the CRL when the last of them has. */
@Tag("stack")
class FinalTest extends PublishingTest {
  private static final Duration OVER_A_YEAR = Duration.ofDays(370);

  @BeforeEach
  void start() {
    revoke(1);
    runAfter(Duration.ofMinutes(2));
  }

  @AfterEach
  void stop() {
    rows.jdbi()
        .useHandle(handle -> handle.execute("DELETE FROM status.issuer WHERE generation = 2"));
  }

  private void revoke(int serial) {
    rows.revoke(
        server.partition().no(),
        StatusRows.serial(serial),
        RevocationReason.SUPERSEDED,
        clock.instant());
  }

  /** A newer key generation, which issues from now on. */
  private void supersede() {
    supersede(0);
  }

  /**
   * A newer key generation.
   *
   * @param issuesFrom in milliseconds
   */
  private void supersede(long issuesFrom) {
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.issuer (issuer_no, authority, generation, scheme, key_label,
                  certificate, not_before, not_after, issues_from)
                SELECT 9, authority, 2, scheme, key_label, certificate, not_before, not_after, ?
                FROM status.issuer WHERE authority = 'signature' AND generation = 1
                """,
                issuesFrom));
  }

  /** In a roll-over: the old one still issues, and into partitions that are empty as well. */
  @Test
  void run_newerGenerationThatDoesNotIssueYet_publishesAnOrdinaryCrl() {
    supersede(Long.MAX_VALUE);
    runAfter(OVER_A_YEAR);
    assertThat(nextUpdate()).isBefore(Schedule.NEVER);
  }

  private Instant nextUpdate() {
    return server.listing().served().orElseThrow().nextUpdate();
  }

  @Test
  void run_supersededAndAllEnded_publishesTheFinalCrlOnce() throws Exception {
    supersede();
    runAfter(OVER_A_YEAR);
    assertThat(nextUpdate()).isEqualTo(Schedule.NEVER);
    assertThat(crl().getNextUpdate()).isEqualTo(Schedule.NEVER);
    assertThat(crl().toASN1Structure().getRevokedCertificates()).hasSize(1);
    assertThat(OpenSsl.run("crl", "-inform", "DER", "-in", server.file().toString(), "-nextupdate"))
        .satisfies(
            result -> assertThat(result.output()).contains("nextUpdate=Dec 31 23:59:59 9999 GMT"));
    long number = server.number();
    runAfter(OVER_A_YEAR);
    assertThat(server.number()).isEqualTo(number);
    assertThat(server.health().ready()).isTrue();
  }

  private void retire(Long at) {
    rows.jdbi()
        .useHandle(handle ->
            handle.execute("UPDATE status.issuer SET retired_at = ? WHERE generation = 1", at));
  }

  /** Whatever is in the tables: its last CRL is the last one. */
  @Test
  void run_retired_publishesNothingMore_andMissesNothing() {
    supersede();
    runAfter(OVER_A_YEAR);
    long number = server.number();
    retire(clock.instant().toEpochMilli());
    try {
      revoke(2);
      runAfter(OVER_A_YEAR);
      assertThat(server.number()).isEqualTo(number);
      assertThat(nextUpdate()).isEqualTo(Schedule.NEVER);
      assertThat(server.health().failing()).isZero();
    } finally {
      retire(null);
    }
    runAfter(Duration.ofMinutes(2));
    assertThat(server.number()).isGreaterThan(number);
  }

  @Test
  void run_supersededAndOneNotEnded_publishesAnOrdinaryCrl() {
    supersede();
    clock.advance(Duration.ofDays(300));
    rows.issue(server.partition().no(), StatusRows.serial(2), clock.instant());
    runAfter(Duration.ofDays(70));
    assertThat(nextUpdate())
        .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(36)));
  }

  @Test
  void run_newestGenerationAndAllEnded_publishesAnOrdinaryCrl() {
    runAfter(OVER_A_YEAR);
    assertThat(nextUpdate()).isBefore(Schedule.NEVER);
  }

  @Test
  void run_expiredStay_staysAndSaysSo() throws IOException {
    restart(Map.of("jitsuin.crl.expired", "stay"));
    runAfter(OVER_A_YEAR);
    runAfter(Duration.ofDays(2));
    assertThat(crl().toASN1Structure().getRevokedCertificates()).hasSize(1);
    assertThat(
            ASN1GeneralizedTime.getInstance(
                    crl().getExtension(Extension.expiredCertsOnCRL).getParsedValue())
                .getTimeString())
        .isEqualTo(
            new ASN1GeneralizedTime(server.partition().issuer().certificate().getNotBefore())
                .getTimeString());
    assertThat(new X509CRLHolder(server.delta()).getExtension(Extension.expiredCertsOnCRL))
        .isNull();

    restart(Map.of("jitsuin.crl.expired", "leave"));
    runAfter(Duration.ofDays(2));
    assertThat(crl().toASN1Structure().getRevokedCertificates()).isEmpty();
    assertThat(crl().getExtension(Extension.expiredCertsOnCRL)).isNull();

    restart(Map.of("jitsuin.crl.expired", "stay"));
    runAfter(Duration.ofDays(2));
    assertThat(crl().toASN1Structure().getRevokedCertificates()).hasSize(1);
    assertThat(server.health().failing()).isZero();
  }
}
