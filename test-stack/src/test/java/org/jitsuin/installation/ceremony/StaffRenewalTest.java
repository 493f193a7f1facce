package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.testing.Openssl;
import org.jitsuin.testing.SeparateStack;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two years after a ceremony. */
@Tag("stack")
class StaffRenewalTest {
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");
  private static final Duration TERM = Duration.ofDays(730);
  @TempDir private static Path home;

  private static SeparateStack stack;
  private static Instant begun;

  private final SettableClock machineClock = new SettableClock(begun);
  private final List<String> steps = new ArrayList<>();
  private StaffRenewal renewal;

  @BeforeAll
  static void found() {
    stack = new SeparateStack(home);
    begun = Clocks.system().instant().truncatedTo(ChronoUnit.SECONDS);
    new Ceremony(
            stack.admin(), stack.ca(), stack.ocsp(), Clocks.system(), new SecureRandom(), "test")
        .hold(CeremonyPlan.development("http://localhost:8080", HOSTS), home);
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @BeforeEach
  void setUp() {
    renewal =
        new StaffRenewal(
            stack.admin(), stack.ca(), Clocks.system(), machineClock, new SecureRandom(), "test");
  }

  private static X509Certificate certificate(String name) {
    try (InputStream pem = Files.newInputStream(home.resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static long entries(String kind, X509Certificate certificate) {
    return stack
        .admin()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND LOCATE(?, body) > 0",
                    kind,
                    Serial.of(certificate.getSerialNumber()).toString())
                .mapTo(Long.class)
                .one());
  }

  private static boolean isActive(X509Certificate certificate) {
    Serial serial = Serial.of(certificate.getSerialNumber());
    return stack.admin().withHandle(handle -> StaffTable.find(handle, serial).isPresent());
  }

  @Test
  void server_aMonthBeforeItsEnd_hasAnotherKeyForTwoYearsMore() {
    X509Certificate before = certificate("ca/tls.pem");
    machineClock.set(begun.plus(TERM).minus(Duration.ofDays(30)));

    renewal.server(HOSTS, home, steps::add);

    X509Certificate renewed = certificate("ca/tls.pem");
    Instant end = machineClock.instant().plus(TERM);
    assertThat(renewed.getNotAfter().toInstant()).isEqualTo(end);
    assertThat(renewed.getPublicKey()).isNotEqualTo(before.getPublicKey());
    assertThat(KeyStoreEnd.of(home.resolve("tls/server.p12"), "changeit".toCharArray()))
        .hasValue(end);
    assertThat(entries("server-certificate-issued", renewed)).isOne();
    assertThat(steps).singleElement().asString().contains("localhost", end.toString());
    assertThat(
            new Openssl(home)
                .succeed(
                    "verify -no_check_time -verify_hostname localhost -purpose sslserver"
                        + " -CAfile ca/staff.pem ca/tls.pem"))
        .contains(": OK");
  }

  @Test
  void staff_byName_hasANewCredentialBesideTheOldOne() {
    X509Certificate before = certificate("staff/auditor.pem");
    X509Certificate other = certificate("staff/lossline.pem");
    machineClock.set(begun.plus(Duration.ofDays(700)));

    renewal.staff(List.of("auditor"), home, steps::add);

    X509Certificate renewed = certificate("staff/auditor.pem");
    assertThat(renewed).isNotEqualTo(before);
    assertThat(renewed.getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
    assertThat(isActive(renewed)).isTrue();
    assertThat(isActive(before)).isTrue();
    assertThat(entries("staff-registered", renewed)).isOne();
    assertThat(certificate("staff/lossline.pem")).isEqualTo(other);
    assertThat(steps)
        .containsExactly("auditor is valid until " + renewed.getNotAfter().toInstant());
  }

  @Test
  void staff_relyingParty_isRecognisedByTheNewCertificateToo() {
    long before = certificatesOfTheRelyingParty();

    renewal.staff(List.of("relying-party"), home, steps::add);

    assertThat(certificatesOfTheRelyingParty()).isEqualTo(before + 1);
  }

  private static long certificatesOfTheRelyingParty() {
    return stack
        .admin()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT COUNT(*) FROM status.relying_party_certificate c
                    JOIN status.relying_party p USING (party_no)
                    WHERE p.name = 'relying-party'
                    """)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void staff_nobodyIsNamed_allAreRenewedOnce() {
    renewal.staff(List.of(), home, steps::add);

    assertThat(steps).hasSize(10);
    assertThat(stack.admin().withHandle(StaffTable::latest)).hasSize(10);
  }

  @Test
  void staff_unknownName_isRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> renewal.staff(List.of("auditor", "ghost"), home, steps::add))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("is known as ghost; there are auditor, ");
    assertThat(steps).isEmpty();
  }

  @Test
  void staff_allHaveEnded_areRenewedByNameOnly() {
    machineClock.set(begun.plus(Duration.ofDays(3_600)));

    assertThatThrownBy(() -> renewal.staff(List.of(), home, steps::add))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("./jitsuin staff renew NAME");

    // Nobody's is valid longer than the authority, which had ten years.
    renewal.staff(List.of("clerk-13104"), home, steps::add);
    assertThat(certificate("staff/clerk-13104.pem").getNotAfter())
        .isEqualTo(certificate("ca/staff.pem").getNotAfter());
  }

  @Test
  void server_staffAuthorityHasEnded_saysSo() {
    machineClock.set(begun.plus(Duration.ofDays(3_651)));

    assertThatThrownBy(() -> renewal.server(HOSTS, home, steps::add))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("the certificate of the staff authority has expired");
  }

  /** RFC 5915: GnuTLS wants the public key in the private one. */
  @Test
  void files_ofTheCeremony_areReadByGnuTls() throws IOException, InterruptedException {
    assertThat(certtool("--key-info", "--infile", "staff/operator.key")).contains("EC/ECDSA");
    assertThat(
            certtool(
                "--p12-info", "--inder", "--password=changeit", "--infile", "staff/operator.p12"))
        .contains("PRIVATE KEY");
  }

  private static String certtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("certtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(said).isZero();
    return said;
  }
}
