package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestPki;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The CRL of all certificates that a key signed. */
@Tag("stack")
class CompleteTest extends PublishingTest {
  private static final String OTHER = "13104";

  @BeforeEach
  void start() {
    suspend(server.partition().no(), 3);
    suspend(other(), 2);
    suspend(server.partition().no(), 1);
    server.runComplete();
  }

  private int other() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT partition_no FROM status.crl_partition
                    WHERE municipality = :other AND issuer_no = :issuer
                    """)
                .bind("other", OTHER)
                .bind("issuer", server.partition().issuer().no())
                .mapTo(int.class)
                .one());
  }

  private long number() {
    return server.completeListing().served().orElseThrow().number();
  }

  private Path file() {
    return server.service().files().file(server.completeListing().partition(), number());
  }

  private X509CRLHolder complete() throws IOException {
    return new X509CRLHolder(Files.readAllBytes(file()));
  }

  private List<Integer> listed() throws IOException {
    return Arrays.stream(complete().toASN1Structure().getRevokedCertificates())
        .map(entry -> entry.getUserCertificate().getValue().intValue())
        .toList();
  }

  @Test
  void run_severalPartitions_listsAllOfThemByNumber() throws IOException {
    assertThat(listed()).containsExactly(1, 2, 3);
    assertThat(complete().getExtensions().getExtensionOIDs())
        .containsExactlyInAnyOrder(Extension.authorityKeyIdentifier, Extension.cRLNumber);
    assertThat(server.completeListing().served().orElseThrow().delta()).isEmpty();
    assertThat(rows.audited("complete-g1")).anyMatch(body -> body.contains("\"entries\":3"));
    assertThat(rows.audited("complete-g1-delta")).isEmpty();
  }

  /** The certificate of an OCSP signer, or a link certificate: it names no other CRL. */
  @Test
  void run_whatWasSignedForNoCard_isListedAsWell() throws IOException {
    suspend(server.completeListing().partition().no(), 4);
    runCompleteAfter(Duration.ofDays(1));
    assertThat(listed()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void opensslVerify_completeCrlAlone_answersForEveryPartition() throws Exception {
    CrlIssuer issuer = server.partition().issuer();
    try (SigningPool pool =
        SigningPool.configured(TestStack.shared().settings(), "ca", Clocks.system())) {
      for (int serial : List.of(1, 7)) {
        X509Certificate leaf =
            TestPki.leaf(
                server.partition(),
                pool.key(issuer.keyLabel(), issuer.scheme()),
                StatusRows.serial(serial),
                clock.instant());
        OpenSsl.Result result =
            OpenSsl.run(
                "verify",
                "-attime",
                Long.toString(clock.instant().getEpochSecond()),
                "-crl_check",
                "-CAfile",
                OpenSsl.pem(directory.resolve("ca.pem"), issuer.certificate()),
                "-CRLfile",
                OpenSsl.pem(directory.resolve("crl.pem"), "X509 CRL", Files.readAllBytes(file())),
                OpenSsl.pem(directory.resolve("leaf.pem"), leaf));
        assertThat(result.output()).contains(serial == 1 ? "certificate revoked" : "leaf.pem: OK");
      }
    }
  }

  @Test
  void run_changed_followsAsFastAsThePartitions() throws IOException {
    suspend(other(), 4);
    runCompleteAfter(DELAY.minusSeconds(1));
    assertThat(number()).isEqualTo(1);
    runCompleteAfter(Duration.ofSeconds(1));
    assertThat(number()).isEqualTo(2);
    assertThat(listed()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void run_unchanged_isIssuedAnewEveryDay() {
    runCompleteAfter(Duration.ofHours(12));
    assertThat(number()).isEqualTo(1);
    runCompleteAfter(Duration.ofHours(12));
    assertThat(number()).isEqualTo(2);
  }

  @Test
  void run_lifted_leavesIt() throws IOException {
    rows.lift(other(), StatusRows.serial(2), clock.instant());
    runCompleteAfter(Duration.ofDays(1));
    assertThat(listed()).containsExactly(1, 3);
  }

  @Test
  void run_entryLost_keepsTheOldOne() throws IOException {
    rows.lose(other(), StatusRows.serial(2));
    runCompleteAfter(Duration.ofDays(1));
    assertThat(number()).isEqualTo(1);
    assertThat(listed()).containsExactly(1, 2, 3);
    assertThat(server.service().complete().orElseThrow().condition().failing())
        .hasEntrySatisfying(
            "signature-g1/complete-g1",
            reason -> assertThat(reason).startsWith("1 certificates would vanish"));
  }

  @Test
  void run_partitionsTakenOver_leavesWhatIsIntendedOfCompleteCrls() {
    int partition = server.completeListing().partition().no();
    rows.jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.crl SET state = 'intended' WHERE partition_no = ?", partition));
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.crl_lease SET expires_at = 0"));
    try (Server two = new Server(directory, clock, Map.of("jitsuin.node", "two"))) {
      two.run();
    }
    assertThat(rows.crls(partition)).extracting(StatusRows.CrlRow::state).containsOnly("intended");
  }

  @Test
  void service_zeroInterval_publishesNone() {
    try (Server none = new Server(directory, clock, Map.of("jitsuin.crl.complete", "PT0S"))) {
      assertThat(none.service().complete()).isEmpty();
      assertThat(none.service().completeListings()).isEmpty();
    }
  }
}
