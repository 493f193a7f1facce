package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What delta CRLs say (RFC 5280 §5.2.4). */
@Tag("stack")
class DeltaTest extends PublishingTest {
  private static final Serial SERIAL = StatusRows.serial(1);
  private static final Serial OTHER = StatusRows.serial(2);
  private static final int REMOVED = CRLReason.removeFromCRL;

  @Override
  void happenBefore() {
    rows.issueFirst("13221", clock.instant());
  }

  private X509CRLHolder delta() throws IOException {
    return new X509CRLHolder(server.delta());
  }

  private static long number(X509CRLHolder crl, boolean base) {
    Extension extension =
        crl.getExtension(base ? Extension.deltaCRLIndicator : Extension.cRLNumber);
    assertThat(extension.isCritical()).isEqualTo(base);
    return CRLNumber.getInstance(extension.getParsedValue()).getCRLNumber().longValueExact();
  }

  /** Serial numbers and reasons; 0 where none is said. */
  private static Map<BigInteger, Integer> entries(byte[] crl) throws IOException {
    Map<BigInteger, Integer> entries = new TreeMap<>();
    for (Object one : new X509CRLHolder(crl).getRevokedCertificates()) {
      X509CRLEntryHolder entry = (X509CRLEntryHolder) one;
      Extension reason = entry.getExtension(Extension.reasonCode);
      entries.put(
          entry.getSerialNumber(),
          reason == null
              ? 0
              : CRLReason.getInstance(reason.getParsedValue()).getValue().intValue());
    }
    return entries;
  }

  private void deltaIs(long base, Map<Serial, Integer> expected) throws IOException {
    assertThat(number(delta(), false)).isEqualTo(server.number());
    assertThat(number(delta(), true)).isEqualTo(base);
    Map<BigInteger, Integer> byNumber = new TreeMap<>();
    expected.forEach((serial, reason) -> byNumber.put(serial.value(), reason));
    assertThat(entries(server.delta())).isEqualTo(byNumber);
  }

  @Test
  void run_noCertificateWasIssued_hasNoDeltaAndNamesNone() throws IOException {
    server.close();
    rows.reset();
    server = new Server(directory.resolve("new"), clock);
    server.run();
    assertThat(server.health().ready()).isTrue();
    assertThat(server.deltaFile()).doesNotExist();
    assertThat(new X509CRLHolder(server.crl()).getExtension(Extension.freshestCRL)).isNull();
    runAfter(Duration.ofHours(25));
    assertThat(server.deltaFile()).doesNotExist();
    rows.issue(partition(), SERIAL, clock.instant());
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(2);
    runAfter(Duration.ofHours(25));
    deltaIs(2, Map.of());
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(3, Map.of(SERIAL, CRLReason.superseded));
  }

  @Test
  void run_firstCrl_hasADeltaThatListsNothing() throws IOException {
    deltaIs(1, Map.of());
    X509CRLHolder full = new X509CRLHolder(server.crl());
    X509CRLHolder delta = delta();
    for (var shared :
        List.of(Extension.issuingDistributionPoint, Extension.authorityKeyIdentifier)) {
      assertThat(delta.getExtension(shared)).isEqualTo(full.getExtension(shared));
    }
    assertThat(delta.getThisUpdate()).isEqualTo(full.getThisUpdate());
    assertThat(delta.getExtensionOIDs().size()).isEqualTo(4);
    assertThat(full.getExtension(Extension.deltaCRLIndicator)).isNull();
    Extension freshest = full.getExtension(Extension.freshestCRL);
    assertThat(freshest.isCritical()).isFalse();
    assertThat(CRLDistPoint.getInstance(freshest.getParsedValue()).toString())
        .contains("/crl/signature/13221-g1-delta.crl");
  }

  @Test
  void run_revokedSinceTheBase_isInEachDeltaUntilTheBaseMoves() throws IOException {
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(1, Map.of(SERIAL, CRLReason.superseded));
    revoke(OTHER, RevocationReason.UNSPECIFIED);
    runAfter(DELAY);
    deltaIs(1, Map.of(SERIAL, CRLReason.superseded, OTHER, 0));
    runAfter(Duration.ofHours(25));
    deltaIs(3, Map.of());
  }

  @Test
  void run_heldOnTheBaseAndLifted_isRemoved() throws IOException {
    revoke(SERIAL, RevocationReason.CERTIFICATE_HOLD);
    revoke(OTHER, RevocationReason.CERTIFICATE_HOLD);
    runAfter(DELAY);
    runAfter(Duration.ofHours(25));
    deltaIs(2, Map.of());
    lift(OTHER);
    rows.issue(partition(), StatusRows.serial(3), clock.instant());
    runAfter(DELAY);
    assertThat(entries(server.crl())).containsOnlyKeys(SERIAL.value());
    deltaIs(3, Map.of(OTHER, REMOVED));
  }

  @Test
  void run_heldAndLiftedSinceTheBase_isRemovedForWhoSawTheHold() throws IOException {
    revoke(SERIAL, RevocationReason.CERTIFICATE_HOLD);
    runAfter(DELAY);
    lift(SERIAL);
    rows.issue(partition(), OTHER, clock.instant());
    runAfter(DELAY);
    deltaIs(1, Map.of(SERIAL, REMOVED));
  }

  @Test
  void run_heldAndThenRevoked_appearsWithItsReason() throws IOException {
    revoke(SERIAL, RevocationReason.CERTIFICATE_HOLD);
    runAfter(DELAY);
    runAfter(Duration.ofHours(25));
    revoke(SERIAL, RevocationReason.KEY_COMPROMISE);
    runAfter(DELAY);
    deltaIs(3, Map.of(SERIAL, CRLReason.keyCompromise));
  }

  /** The same revocation, of the same time, for something worse: the CRL and its delta say so. */
  @Test
  void run_reasonAmended_isInTheCrlAndInTheDelta() throws IOException {
    Instant at = clock.instant();
    Instant since = at.truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);
    rows.revoke(partition(), SERIAL, RevocationReason.SUPERSEDED, at);
    runAfter(DELAY);
    runAfter(Duration.ofHours(25));
    deltaIs(2, Map.of());
    rows.revoke(partition(), SERIAL, RevocationReason.KEY_COMPROMISE, at);
    rows.invalidSince(partition(), SERIAL, since);
    runAfter(DELAY);
    assertThat(server.health().ready()).isTrue();
    deltaIs(3, Map.of(SERIAL, CRLReason.keyCompromise));
    for (byte[] crl : List.of(server.crl(), server.delta())) {
      X509CRLEntryHolder entry = new X509CRLHolder(crl).getRevokedCertificate(SERIAL.value());
      assertThat(entry.getRevocationDate().toInstant())
          .isEqualTo(at.truncatedTo(ChronoUnit.SECONDS));
      assertThat(entry.getExtension(Extension.invalidityDate).getParsedValue())
          .isEqualTo(new ASN1GeneralizedTime(Date.from(since)));
    }
    runAfter(Duration.ofHours(25));
    deltaIs(4, Map.of());
    assertThat(entries(server.crl())).containsEntry(SERIAL.value(), CRLReason.keyCompromise);
  }

  @Test
  void run_deltaGrownTooLarge_nextStartsFromANewerBase() throws IOException {
    server.close();
    server = new Server(directory, clock, Map.of("jitsuin.crl.delta-entries", "1"));
    server.run();
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    revoke(OTHER, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(1, Map.of(SERIAL, CRLReason.superseded, OTHER, CRLReason.superseded));
    revoke(StatusRows.serial(3), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(2, Map.of(StatusRows.serial(3), CRLReason.superseded));
  }

  @Test
  void run_fileOfTheBaseOrOfTheDeltaGone_heals() throws IOException {
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    Files.delete(server.service().files().file(server.partition(), 1));
    revoke(OTHER, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(2, Map.of(OTHER, CRLReason.superseded));
    Files.delete(server.deltaFile());
    runAfter(Duration.ofSeconds(10));
    assertThat(server.number()).isEqualTo(4);
    deltaIs(2, Map.of(OTHER, CRLReason.superseded));
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_revokedWithoutATraceInTheFeed_theDeltaStartsFromItsOwnNumber() throws IOException {
    rows.fill(partition(), 3, clock.instant());
    Serial inTheFeed = StatusRows.serial(100);
    revoke(inTheFeed, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    assertThat(entries(server.crl())).hasSize(4);
    deltaIs(2, Map.of());
    revoke(StatusRows.serial(101), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(2, Map.of(StatusRows.serial(101), CRLReason.superseded));
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_crlOfAnEarlierRelease_hasNoDeltaUntilTheNext() throws IOException {
    server.close();
    Files.delete(server.deltaFile());
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.crl SET base = NULL, delta_entries = NULL, delta_size = NULL,"
                    + " delta_sha256 = NULL"));
    server = new Server(directory, clock);
    server.run();
    assertThat(server.number()).isEqualTo(1);
    assertThat(server.health().ready()).isTrue();
    assertThat(server.listing().served().orElseThrow().delta()).isEmpty();
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    deltaIs(1, Map.of(SERIAL, CRLReason.superseded));
  }

  @Test
  void run_publishedDelta_isRecordedAndAudited() {
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    String hash = server.listing().served().orElseThrow().delta().orElseThrow().sha256().toString();
    assertThat(rows.audited(Server.PARTITION + "-delta")).anyMatch(body -> body.contains(hash));
    server.close();
    PublishedPartition before = server.listing();
    server = new Server(directory, clock);
    server.run();
    assertThat(server.listing()).isEqualTo(before);
  }

  /** Any complete CRL from the base on and the delta say what the newest complete CRL says. */
  @Test
  void run_anyHistory_deltaBringsEveryCompleteCrlUpToDate() throws IOException {
    server.close();
    server = new Server(directory, clock, Map.of("jitsuin.crl.delta-entries", "12"));
    server.run();
    List<byte[]> fulls = new ArrayList<>(List.of(server.crl()));
    Map<Integer, RevocationReason> now = new TreeMap<>();
    Random random = new Random(20251027);
    for (int round = 0; round < 25; round++) {
      for (int i = 0; i < 4; i++) {
        change(random.nextInt(20), random.nextInt(3), now);
      }
      // Something changes for certain.
      revoke(StatusRows.serial(100 + round), RevocationReason.SUPERSEDED);
      runAfter(round % 8 == 7 ? Duration.ofHours(25) : DELAY);
      fulls.add(server.crl());
      assertThat(server.number()).isEqualTo(fulls.size());
      int base = (int) number(delta(), true);
      for (int number = base; number <= fulls.size(); number++) {
        assertThat(combined(fulls.get(number - 1), server.delta()))
            .as("%d with the delta %d of %d", number, fulls.size(), base)
            .isEqualTo(entries(server.crl()));
      }
    }
  }

  private void change(int index, int kind, Map<Integer, RevocationReason> now) {
    Serial serial = StatusRows.serial(index);
    RevocationReason is = now.get(index);
    if (is == RevocationReason.CERTIFICATE_HOLD && kind > 0) {
      lift(serial);
      now.remove(index);
    } else if (is == null || is == RevocationReason.CERTIFICATE_HOLD) {
      RevocationReason next =
          is == null && kind > 0
              ? RevocationReason.CERTIFICATE_HOLD
              : RevocationReason.AFFILIATION_CHANGED;
      if (is == null) {
        rows.issue(partition(), serial, clock.instant());
      }
      revoke(serial, next);
      now.put(index, next);
    }
  }

  private static Map<BigInteger, Integer> combined(byte[] full, byte[] delta) throws IOException {
    Map<BigInteger, Integer> all = entries(full);
    entries(delta)
        .forEach((serial, reason) -> {
          if (reason == REMOVED) {
            all.remove(serial);
          } else {
            all.put(serial, reason);
          }
        });
    return all;
  }
}
