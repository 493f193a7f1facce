package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class PublisherTest extends PublishingTest {
  private static final Serial SERIAL = StatusRows.serial(1);

  @Test
  void run_neverPublished_publishesAnEmptyCrlAtOnce() throws IOException {
    X509CRLHolder crl = crl();
    assertThat(crl.getRevokedCertificates().size()).isZero();
    assertThat(CRLNumber.getInstance(crl.getExtension(Extension.cRLNumber).getParsedValue()))
        .isEqualTo(new CRLNumber(BigInteger.ONE));
    assertThat(crl.getThisUpdate()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    assertThat(crl.getNextUpdate())
        .isEqualTo(crl.getThisUpdate().toInstant().plus(Duration.ofHours(36)));
    assertThat(server.health().ready()).isTrue();
    assertThat(server.listing(Authority.USER_IDENTIFICATION).served()).isPresent();
  }

  @Test
  void run_partitionOpenedMeanwhile_hasAnEmptyCrlAtOnce() {
    String id = Server.PARTITION + "-2";
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.crl_partition
                  (issuer_no, id, municipality, distribution_point, shard)
                SELECT issuer_no, ?, municipality, distribution_point, 1
                FROM status.crl_partition WHERE partition_no = ?
                """,
                id,
                partition()));
    try {
      runAfter(Duration.ofSeconds(10));
      PublishedPartition opened =
          server
              .service()
              .catalogue()
              .current()
              .flatMap(all -> all.find(Authority.SIGNATURE, id))
              .orElseThrow();
      assertThat(opened.served().orElseThrow().entries()).isZero();
      assertThat(rows.crls(opened.partition().no()))
          .extracting(StatusRows.CrlRow::state)
          .containsExactly("published");
    } finally {
      rows.jdbi()
          .useHandle(handle -> handle.execute("DELETE FROM status.crl_partition WHERE id = ?", id));
    }
  }

  @Test
  void run_publishedCrl_isRecordedAndAudited() {
    assertThat(rows.crls(partition()))
        .containsExactly(new StatusRows.CrlRow(1, "published", 0, "test"));
    String hash = server.listing().served().orElseThrow().sha256().toString();
    assertThat(rows.audited(Server.PARTITION)).anyMatch(body -> body.contains(hash));
  }

  @Test
  void run_publishedCrl_isAcceptedByOpenSsl() throws Exception {
    String ca = OpenSsl.pem(directory.resolve("ca.pem"), server.partition().issuer().certificate());
    OpenSsl.Result result =
        OpenSsl.run(
            "crl",
            "-inform",
            "DER",
            "-in",
            server.file().toString(),
            "-CAfile",
            ca,
            "-verify",
            "-noout",
            "-text");
    assertThat(result.exit()).isZero();
    assertThat(result.output())
        .contains("verify OK", "X509v3 Issuing Distribution Point: critical");
  }

  @Test
  void run_revokedShortlyBefore_waitsForTheDelay() {
    revoke(SERIAL, RevocationReason.AFFILIATION_CHANGED);
    runAfter(DELAY.minusSeconds(1));
    assertThat(server.number()).isEqualTo(1);
    runAfter(Duration.ofSeconds(1));
    assertThat(server.number()).isEqualTo(2);
  }

  @Test
  void run_revoked_listsTheCertificateWithItsReason() throws IOException {
    Instant revokedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    revoke(SERIAL, RevocationReason.AFFILIATION_CHANGED);
    revoke(StatusRows.serial(2), RevocationReason.CERTIFICATE_HOLD);
    runAfter(DELAY);
    assertThat(reasonOf(SERIAL)).isEqualTo(CRLReason.affiliationChanged);
    assertThat(reasonOf(StatusRows.serial(2))).isEqualTo(CRLReason.certificateHold);
    assertThat(crl().getRevokedCertificate(SERIAL.value()).getRevocationDate())
        .isEqualTo(revokedAt);
    assertThat(crl().getRevokedCertificates().size()).isEqualTo(2);
  }

  /** The clock of the server that revoked is ahead, or it did so while the CRL was begun. */
  @Test
  void run_revokedLaterThanThisUpdate_isDatedWithIt() throws IOException {
    Serial later = StatusRows.serial(2);
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    rows.revoke(
        partition(),
        later,
        RevocationReason.KEY_COMPROMISE,
        clock.instant().plus(DELAY).plusSeconds(5));
    runAfter(DELAY);
    assertThat(crl().getRevokedCertificate(later.value()).getRevocationDate())
        .isEqualTo(crl().getThisUpdate());
    X509CRLHolder delta = new X509CRLHolder(server.delta());
    assertThat(delta.getRevokedCertificate(later.value()).getRevocationDate())
        .isEqualTo(delta.getThisUpdate());
  }

  @Test
  void run_revokedWithAnInvalidityDate_opensslShowsIt() {
    revoke(SERIAL, RevocationReason.KEY_COMPROMISE);
    rows.invalidSince(partition(), SERIAL, Instant.parse("2025-01-02T03:04:05.678Z"));
    runAfter(DELAY);
    OpenSsl.Result result =
        OpenSsl.run("crl", "-inform", "DER", "-in", server.file().toString(), "-noout", "-text");
    assertThat(result.exit()).isZero();
    assertThat(result.output())
        .containsPattern("Invalidity Date: *\\n? *Jan  2 03:04:05 2025 GMT")
        .contains("Key Compromise");
  }

  private int reasonOf(Serial serial) throws IOException {
    X509CRLEntryHolder entry = crl().getRevokedCertificate(serial.value());
    return CRLReason.getInstance(entry.getExtension(Extension.reasonCode).getParsedValue())
        .getValue()
        .intValue();
  }

  @Test
  void run_holdLifted_listsTheCertificateNoMore() throws IOException {
    revoke(SERIAL, RevocationReason.CERTIFICATE_HOLD);
    runAfter(DELAY);
    rows.lift(partition(), SERIAL, clock.instant());
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(3);
    assertThat(crl().getRevokedCertificate(SERIAL.value())).isNull();
  }

  @Test
  void run_issued_publishesNothing() {
    rows.issue(partition(), SERIAL, clock.instant());
    runAfter(DELAY);
    runAfter(DELAY);
    assertThat(rows.crls(partition())).hasSize(1);
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(2);
  }

  @Test
  void run_nothingChanged_renewsInTimeAndNotBefore() {
    runAfter(Duration.ofHours(17));
    assertThat(server.number()).isEqualTo(1);
    runAfter(Duration.ofHours(7));
    assertThat(server.number()).isEqualTo(2);
  }

  @Test
  void run_certificateEnded_isListedOnceMore() throws IOException {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    rows.revoke(partition(), SERIAL, RevocationReason.SUPERSEDED, clock.instant(), end);
    runAfter(Duration.ofMinutes(59));
    assertThat(crl().getRevokedCertificates().size()).isEqualTo(1);
    runAfter(Duration.ofHours(24));
    assertThat(server.number()).isEqualTo(3);
    assertThat(crl().getRevokedCertificates().size()).isEqualTo(1);
    runAfter(Duration.ofHours(24));
    assertThat(server.number()).isEqualTo(4);
    assertThat(crl().getRevokedCertificates().size()).isZero();
  }

  @Test
  void run_delayZero_publishesInTheNextSecond() {
    try (Server quick = new Server(directory, clock, Map.of("jitsuin.crl.delay", "PT0S"))) {
      quick.run();
      rows.revoke(partition(), SERIAL, RevocationReason.SUPERSEDED, clock.instant());
      quick.run();
      assertThat(quick.number()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(1));
      quick.run();
      assertThat(quick.number()).isEqualTo(2);
    }
  }

  @Test
  void run_afterRestart_numbersGoOn() {
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    server.close();
    clock.advance(DELAY);
    server = new Server(directory, clock);
    server.run();
    assertThat(server.number()).isEqualTo(2);
    assertThat(server.listing().served().orElseThrow().feedSeq()).isEqualTo(1);
  }

  @Test
  void run_fileGoneOrDamaged_isPublishedAnew() throws IOException {
    Files.delete(server.file());
    runAfter(Duration.ofSeconds(10));
    assertThat(server.number()).isEqualTo(2);
    server.close();
    byte[] damaged = server.crl();
    damaged[50] ^= 1;
    Files.write(server.file(), damaged);
    clock.advance(Duration.ofSeconds(10));
    server = new Server(directory, clock);
    server.run();
    assertThat(server.number()).isEqualTo(3);
    assertThat(server.health().ready()).isTrue();
  }

  @Test
  void run_rowsOfOnePartitionMakeNoSense_othersArePublished() {
    int other = server.listing(Authority.USER_IDENTIFICATION).partition().no();
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    rows.revoke(other, SERIAL, RevocationReason.SUPERSEDED, clock.instant());
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.revocation SET reason = 7 WHERE partition_no = ?", partition()));
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(1);
    assertThat(server.listing(Authority.USER_IDENTIFICATION).served().orElseThrow().number())
        .isEqualTo(2);
    assertThat(server.health())
        .satisfies(report -> assertThat(report.ready()).isTrue())
        .satisfies(report -> assertThat(report.failing()).isEqualTo(1))
        .satisfies(report -> assertThat(report.reason()).contains("signature-g1/13221-g1"));
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.revocation SET reason = 4"));
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(2);
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_partitionThatCannotBeUnderstood_isReportedAndKeepsNoOtherBack() {
    int other = server.listing(Authority.USER_IDENTIFICATION).partition().no();
    byte[] names =
        rows.jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        "SELECT distribution_point FROM status.crl_partition"
                            + " WHERE partition_no = ?")
                    .bind(0, other)
                    .mapTo(byte[].class)
                    .one());
    setNames(other, new byte[] {1, 2, 3});
    try {
      revoke(SERIAL, RevocationReason.SUPERSEDED);
      runAfter(DELAY);
      assertThat(server.number()).isEqualTo(2);
      assertThat(server.health().ready()).isFalse();
      assertThat(server.health().reason()).startsWith("partition " + other);
    } finally {
      setNames(other, names);
    }
    runAfter(Duration.ofSeconds(10));
    assertThat(server.health().ready()).isTrue();
  }

  private void setNames(int partition, byte[] names) {
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.crl_partition SET distribution_point = ? WHERE partition_no = ?",
                names,
                partition));
  }

  @Test
  void run_databaseSetBackToAnOlderState_overwritesNoCrl() throws IOException {
    revoke(SERIAL, RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    Path second = server.file();
    byte[] before = server.crl();
    rows.jdbi().useHandle(handle -> handle.execute("DELETE FROM status.crl WHERE number = 2"));
    server.close();
    server = new Server(directory, clock);
    runAfter(Duration.ofSeconds(1));
    runAfter(Duration.ofSeconds(2));
    assertThat(server.health().reason()).contains("CRL 2 of signature-g1/13221-g1 was published");
    assertThat(server.number()).isEqualTo(2);
    assertThat(Files.readAllBytes(second)).isEqualTo(before);
  }

  @Test
  void run_manyNumbersLater_keepsOnlyTheLastFiles() throws IOException {
    for (int i = 0; i < 4; i++) {
      revoke(StatusRows.serial(i), RevocationReason.SUPERSEDED);
      runAfter(DELAY);
    }
    assertThat(server.number()).isEqualTo(5);
    runAfter(DELAY);
    runAfter(DELAY);
    try (Stream<Path> files = Files.list(server.file().getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrder(
              Server.PARTITION + ".1.crl",
              Server.PARTITION + ".5.crl",
              Server.PARTITION + ".5.delta.crl");
    }
  }

  @Test
  void run_replacedTwice_compressedFileGoesWithItsCrl() {
    rows.fill(partition(), 300, clock.instant());
    runAfter(Duration.ofHours(25));
    Path packed = CrlFiles.packed(server.file());
    assertThat(packed).exists();
    for (int i = 0; i < 2; i++) {
      runAfter(Duration.ofHours(25));
      runAfter(DELAY);
      runAfter(DELAY);
    }
    assertThat(packed).doesNotExist();
    assertThat(CrlFiles.packed(server.file())).exists();
  }

  @Test
  void run_clockSetBack_publishesACrlThatIsValidNow() throws IOException {
    rows.revoke(
        partition(),
        SERIAL,
        RevocationReason.SUPERSEDED,
        clock.instant(),
        clock.instant().minus(Duration.ofHours(1)));
    clock.advance(Duration.ofDays(-1));
    runAfter(Duration.ZERO);
    assertThat(server.number()).isEqualTo(2);
    assertThat(crl().getThisUpdate()).isBefore(clock.instant().plusSeconds(1));
    assertThat(crl().getRevokedCertificates().size()).isEqualTo(1);
  }

  @Test
  void run_issuerEnded_isNoTroubleAndNotPublished() {
    clock.advance(Duration.ofDays(11 * 366));
    server.run();
    assertThat(rows.crls(partition())).hasSize(1);
  }
}
