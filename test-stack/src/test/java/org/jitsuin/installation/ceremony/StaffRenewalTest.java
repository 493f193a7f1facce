package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
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
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.testing.Openssl;
import org.jitsuin.testing.OwnKey;
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
  private static long slot;
  private static Instant begun;

  private final SettableClock machineClock = new SettableClock(begun);
  private final List<String> steps = new ArrayList<>();
  private StaffRenewal renewal;

  @BeforeAll
  static void found() throws IOException {
    stack = new SeparateStack(home);
    // Before the module is started anew for the others, and so sees it.
    slot = stack.initialise("operator", Files.writeString(home.resolve("pin"), "4711-0815"));
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
    char[] password = new ServerKeyStore(home).password().toCharArray();
    assertThat(new String(password)).hasSize(32);
    assertThat(KeyStoreEnd.of(home.resolve("tls/server.p12"), password)).hasValue(end);
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
  void staff_ownKey_getsACertificateOnceAndNothingSecretIsWritten() throws IOException {
    OwnKey own = OwnKey.make(home.resolve("own.csr"));
    KeyRequest brought = BroughtRequest.read(own.request()).key();
    int known = passwordsKnown();

    renewal.staff("supervisor-13221", brought, home, steps::add);

    X509Certificate renewed = certificate("staff/supervisor-13221.pem");
    assertThat(renewed.getPublicKey()).isEqualTo(own.key());
    assertThat(isActive(renewed)).isTrue();
    assertThat(home.resolve("staff/supervisor-13221.key")).doesNotExist();
    assertThat(passwordsKnown()).isEqualTo(known);
    assertThatThrownBy(() -> renewal.staff("supervisor-13221", brought, home, steps::add))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("was certified before");
  }

  @Test
  void staff_whoHasAPasswordOfTheirOwn_keepsItAndIsNoneOfThoseThatEverybodyOpens()
      throws IOException {
    Path password = Files.writeString(home.resolve("staff/clerk-13221.password"), "their-own\n");
    int known = passwordsKnown();

    renewal.staff(List.of("clerk-13221"), home, steps::add);

    assertThat(KeyStoreEnd.of(home.resolve("staff/clerk-13221.p12"), "their-own".toCharArray()))
        .isPresent();
    assertThat(home.resolve("staff/clerk-13221.key")).doesNotExist();
    assertThat(passwordsKnown()).isEqualTo(known);
    Files.delete(password);
  }

  private static int passwordsKnown() {
    return stack.admin().withHandle(handle -> StaffTable.passwordsKnown(handle, begun));
  }

  @Test
  void password_ofAStoreFromBefore_isThatOfDevelopmentUntilItIsRenewed(@TempDir Path old)
      throws IOException {
    ServerKeyStore store = new ServerKeyStore(old);
    Files.createDirectories(old.resolve("tls"));
    Files.copy(home.resolve("staff/lossline.p12"), store.file());

    assertThat(store.password()).isEqualTo("changeit");
    // A renewal that dies between the two files.
    assertThat(store.fresh()).hasSize(32);
    assertThat(store.password()).isEqualTo("changeit");
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

  /**
   * As an operator has it: a key that was made in the token, with the certificate that came of it.
   */
  @Test
  void credential_onAToken_signsThere() throws Exception {
    Path configuration =
        Files.writeString(
            home.resolve("token.cfg"),
            "name = operator\nlibrary = " + SoftHsm.library() + "\nslot = " + slot);
    char[] pin = Secrets.read(home.resolve("pin")).toCharArray();
    assertThatThrownBy(() -> Credential.onToken(configuration, "wrong".toCharArray()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("is the PIN right?");
    Credential file = Credential.read(home.resolve("staff/lossline.p12"), "changeit".toCharArray());
    KeyStore token =
        KeyStore.getInstance(
            "PKCS11", Security.getProvider("SunPKCS11").configure(configuration.toString()));
    token.load(null, pin);
    token.setKeyEntry("mine", file.key(), null, file.chain().toArray(X509Certificate[]::new));

    Credential credential = Credential.onToken(configuration, pin);

    assertThat(credential.key().getClass().getName()).contains("pkcs11");
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(credential.key());
    signature.update(new byte[] {1});
    byte[] signed = signature.sign();
    signature.initVerify(credential.chain().getFirst());
    signature.update(new byte[] {1});
    assertThat(signature.verify(signed)).isTrue();
    Security.removeProvider("SunPKCS11-operator");
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
