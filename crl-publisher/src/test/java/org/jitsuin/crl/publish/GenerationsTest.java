package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.testing.SecondGeneration;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The complete CRLs of an authority that has two key generations under one name: each lists what
 * either revoked.
 */
@Tag("stack")
class GenerationsTest extends PublishingTest {
  private SecondGeneration second;

  @Override
  void happenBefore() {
    second = new SecondGeneration(rows, clock.instant());
  }

  @BeforeEach
  void start() {
    suspend(partition(), 1);
    suspend(second.partition(), 2);
    server.runComplete();
  }

  @AfterEach
  void stop() {
    second.close();
  }

  private PublishedPartition listing(int generation) {
    return server.service().completeListings().stream()
        .filter(listing ->
            listing
                .partition()
                .toString()
                .equals(String.format(Locale.ROOT, "signature-g%1$d/complete-g%1$d", generation)))
        .findFirst()
        .orElseThrow();
  }

  private long number(int generation) {
    return listing(generation).served().orElseThrow().number();
  }

  private X509CRLHolder complete(int generation) throws IOException {
    return new X509CRLHolder(
        Files.readAllBytes(
            server.service().files().file(listing(generation).partition(), number(generation))));
  }

  private List<Integer> listed(int generation) throws IOException {
    return Arrays.stream(complete(generation).toASN1Structure().getRevokedCertificates())
        .map(entry -> entry.getUserCertificate().getValue().intValue())
        .toList();
  }

  @Test
  void run_revokedByEither_isListedByBoth() throws IOException {
    for (int generation : new int[] {1, 2}) {
      assertThat(listed(generation)).containsExactly(1, 2);
      assertThat(complete(generation).getExtension(Extension.issuingDistributionPoint)).isNull();
      assertThat(rows.audited("complete-g" + generation))
          .anyMatch(body -> body.contains("\"entries\":2"));
    }
    assertThat(complete(1).getIssuer()).isEqualTo(complete(2).getIssuer());
    assertThat(complete(1).getExtension(Extension.authorityKeyIdentifier))
        .isNotEqualTo(complete(2).getExtension(Extension.authorityKeyIdentifier));
  }

  /** One name and one scope: relying parties take the greater number for the newer one. */
  @Test
  void run_complete_countsBothTogether() {
    assertThat(number(1)).isEqualTo(number(2)).isEqualTo(1);
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.crl SET number = 7 WHERE partition_no = ?",
                listing(2).partition().no()));
    suspend(partition(), 3);
    runCompleteAfter(DELAY);
    assertThat(number(1)).isEqualTo(number(2)).isEqualTo(8);
  }

  @Test
  void run_changedInOne_bothFollowWithinTheDelay() throws IOException {
    suspend(second.partition(), 3);
    runCompleteAfter(DELAY.minusSeconds(1));
    assertThat(listed(1)).containsExactly(1, 2);
    runCompleteAfter(Duration.ofSeconds(1));
    for (int generation : new int[] {1, 2}) {
      assertThat(listed(generation)).containsExactly(1, 2, 3);
      assertThat(listing(generation).served().orElseThrow().thisUpdate())
          .isEqualTo(listing(1).served().orElseThrow().thisUpdate());
    }
  }

  @Test
  void run_otherServerTakesOver_missesNoChange() throws IOException {
    suspend(second.partition(), 3);
    restart(Map.of());
    runCompleteAfter(Duration.ofSeconds(1));
    assertThat(listed(1)).containsExactly(1, 2, 3);
    assertThat(listed(2)).containsExactly(1, 2, 3);
  }

  @Test
  void run_issuedOnly_publishesNoOther() {
    rows.issue(second.partition(), StatusRows.serial(9), clock.instant());
    runCompleteAfter(DELAY);
    assertThat(number(1)).isEqualTo(1);
    assertThat(number(2)).isEqualTo(1);
  }

  @Test
  void run_liftedInOne_leavesBoth() throws IOException {
    rows.lift(second.partition(), StatusRows.serial(2), clock.instant());
    runCompleteAfter(DELAY);
    assertThat(listed(1)).containsExactly(1);
    assertThat(listed(2)).containsExactly(1);
  }

  @Test
  void run_entryOfTheOtherLost_keepsBothOldOnes() throws IOException {
    rows.lose(second.partition(), StatusRows.serial(2));
    suspend(partition(), 3);
    runCompleteAfter(DELAY);
    assertThat(listed(1)).containsExactly(1, 2);
    assertThat(listed(2)).containsExactly(1, 2);
    assertThat(server.service().complete().orElseThrow().condition().failing())
        .containsOnlyKeys("signature-g1/complete-g1", "signature-g2/complete-g2");
    assertThat(server.health().ready()).isFalse();
    assertThat(server.service().health().partitions())
        .filteredOn(state -> state.lastError().isPresent())
        .extracting(state -> state.partition().id())
        .contains("complete-g1", "complete-g2");
  }

  /** A serial number belongs to one certificate under a name; two make no CRL. */
  @Test
  void run_oneSerialInBoth_isRefused() throws IOException {
    suspend(second.partition(), 1);
    runCompleteAfter(DELAY);
    assertThat(number(1)).isEqualTo(1);
    assertThat(number(2)).isEqualTo(1);
    assertThat(server.service().complete().orElseThrow().condition().failing())
        .hasEntrySatisfying(
            "signature-g2/complete-g2", reason -> assertThat(reason).contains("out of order"));
    assertThat(server.health().failing()).isEqualTo(2);
    assertThat(server.health().reason()).contains("signature-g1/complete-g1");
  }

  /** All of the first generation have ended, but not all that its name stands for. */
  @Test
  void run_olderGenerationEnded_itsCompleteCrlIsNoFinalOne() {
    runCompleteAfter(Duration.ofDays(370));
    assertThat(listing(1).served().orElseThrow().nextUpdate()).isBefore(Schedule.NEVER);
  }
}
