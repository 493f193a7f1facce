package org.jitsuin.ca.signer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.AuthorityCertificate;
import org.jitsuin.ca.store.OwnCertificateTable;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The keys that sign status filters, on a real token and a real database. */
@Tag("stack")
class StatusKeysTest {
  private static final Duration VALIDITY = Duration.ofDays(14);

  private final CaFixture ca = CaFixture.started();
  private final String prefix = "signature-g1-status-" + ca.node().name() + "-";

  @BeforeEach
  @AfterEach
  void cleanUp() {
    for (String label : labels("-status-")) {
      ca.token().token().destroy(label);
    }
    ca.admin().useHandle(handle -> handle.execute("DELETE FROM status.filter_signer"));
  }

  @AfterEach
  void close() {
    ca.close();
  }

  private int round() {
    return ca.service().issuing().statusKeys().round();
  }

  private List<String> labels(String part) {
    return ca.token().token().labels().stream().filter(label -> label.contains(part)).toList();
  }

  private X509Certificate newest() throws GeneralSecurityException {
    byte[] der =
        ca.admin()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT certificate FROM status.filter_signer
                        WHERE issuer_no = 1 ORDER BY not_after DESC LIMIT 1
                        """)
                    .mapTo(byte[].class)
                    .one());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private long entries(String kind, Serial serial) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND LOCATE(?, body)",
        kind,
        serial.toString());
  }

  @Test
  void round_withoutAnyKey_certifiesOneOfEachAuthority_onceAndEverybodyIsTold()
      throws GeneralSecurityException {
    assertThat(round()).isEqualTo(2);
    assertThat(round()).isZero();

    X509Certificate certificate = newest();
    certificate.verify(ca.authorities().all().getFirst().issuing().certificate().getPublicKey());
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly("2.25.191866293306132187820079438926869282010");
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(certificate.getBasicConstraints()).isNegative();
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.35");
    assertThat(certificate.getNotAfter().toInstant())
        .isEqualTo(ca.clock().instant().truncatedTo(ChronoUnit.SECONDS).plus(VALIDITY));
    assertThat(labels(prefix)).hasSize(1);

    Serial serial = Serial.of(certificate.getSerialNumber());
    assertThat(entries("status-signer-issued", serial)).isOne();
    for (String table : List.of("status.certificate", "status.feed")) {
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM "
                      + table
                      + " WHERE serial = ? AND partition_no = 2147483646",
                  serial.octets()))
          .as(table)
          .isOne();
    }
    assertThat(
            ca.admin()
                .withHandle(handle -> OwnCertificateTable.find(handle, Authority.SIGNATURE, serial))
                .map(AuthorityCertificate::use))
        .contains(AuthorityCertificate.Use.STATUS_SIGNER);
  }

  @Test
  void round_whenHalfIsOver_certifiesANewKey_andDestroysTheOldOneADayLater()
      throws GeneralSecurityException {
    round();
    X509Certificate first = newest();
    List<String> before = labels(prefix);
    ca.clock().advance(VALIDITY.dividedBy(2).minusMinutes(31));
    assertThat(round()).isZero();
    ca.clock().advance(Duration.ofHours(1));
    assertThat(round()).isEqualTo(2);
    assertThat(newest().getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(labels(prefix)).hasSize(2).containsAll(before);

    ca.clock().advance(Duration.ofHours(25));
    assertThat(round()).isZero();
    assertThat(labels(prefix)).hasSize(1).doesNotContainAnyElementsOf(before);
  }

  @Test
  void round_keyThatAnInterruptionLeft_isCertifiedAndNoOtherIsMade() {
    ca.token().token().generate(prefix + "7", SignatureScheme.ECDSA_P256_SHA256);
    round();
    assertThat(labels(prefix)).containsExactly(prefix + "7");
    assertThat(
            ca.count("SELECT COUNT(*) FROM status.filter_signer WHERE key_label = ?", prefix + "7"))
        .isOne();
  }

  @Test
  void round_newestKeyRevoked_certifiesAnother_andDestroysIt() throws GeneralSecurityException {
    round();
    Serial serial = Serial.of(newest().getSerialNumber());
    List<String> before = labels(prefix);
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.revocation
                  (partition_no, serial, issuer_no, reason, revoked_at, not_after)
                VALUES (2147483646, ?, 1, 1, 0, 0)
                """,
                serial.octets()));
    try {
      assertThat(round()).isOne();
      assertThat(labels(prefix)).hasSize(1).doesNotContainAnyElementsOf(before);
    } finally {
      ca.admin()
          .useHandle(handle ->
              handle.execute("DELETE FROM status.revocation WHERE serial = ?", serial.octets()));
    }
  }

  @Test
  void round_tokenLost_givesTheNewKeyAnotherName() {
    round();
    labels(prefix).forEach(ca.token().token()::destroy);
    assertThat(round()).isOne();
    assertThat(labels(prefix)).containsExactly(prefix + "2");
  }
}
