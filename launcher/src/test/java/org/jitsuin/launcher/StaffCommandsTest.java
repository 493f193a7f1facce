package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffCommandsTest {
  private static final String NEWCOMER = "register p-2 --name 佐藤 --role auditor";

  @TempDir private static Path home;
  private static OfficeStage stage;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void open() throws Exception {
    stage = new OfficeStage(home);
    Files.writeString(home.resolve("password"), "changeit\n");
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void reset() throws IOException {
    stage.reset();
    environment.putAll(stage.environment());
  }

  /** Runs a command as one operator or several. */
  private ExitCode staff(String line, String... operators) {
    out.reset();
    List<String> words = new ArrayList<>(List.of("staff"));
    words.addAll(List.of(line.split(" ", -1)));
    Stream.of(operators)
        .forEach(name ->
            words.addAll(List.of("--operator", home.resolve("staff/" + name + ".p12").toString())));
    words.addAll(List.of("--password-file", home.resolve("password").toString()));
    return new Launcher(
            new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, false),
            Path.of(".."),
            environment,
            Clocks.system())
        .run(words);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String change() {
    return stage.changes.keySet().iterator().next();
  }

  private String content() {
    return stage.changes.get(change()).get("content").asText();
  }

  private Path brought() throws IOException {
    return OwnRequest.write(home.resolve("mine.csr"));
  }

  @Test
  void register_twoOperators_isDoneAtOnceWithAKeyStoreOfItsOwnPassword() throws Exception {
    assertThat(staff(NEWCOMER, "operator", "operator2")).as(said()).isEqualTo(ExitCode.OK);

    assertThat(stage.asked)
        .containsExactly(
            "operator POST staff", "operator2 POST staff/changes/" + change() + "/approval");
    Path password = home.resolve("staff/p-2.password");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream file = new FileInputStream(home.resolve("staff/p-2.p12").toFile())) {
      store.load(file, Secrets.read(password).toCharArray());
    }
    assertThat(store.getCertificate("p-2")).isEqualTo(certificate());
    assertThat(Secrets.read(password)).hasSizeGreaterThan(30);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
    assertThat(home.resolve("staff/p-2.key")).doesNotExist();
    assertThat(home.resolve("staff/pending")).isEmptyDirectory();
    assertThat(said()).contains("register p-2, proposed by operator, approved by operator2");
  }

  private Certificate certificate() throws Exception {
    try (var pem = Files.newInputStream(home.resolve("staff/p-2.pem"))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  @Test
  void register_oneOperator_waitsForTheSecondWhoSeesWhatItIs() throws Exception {
    assertThat(staff(NEWCOMER, "operator")).isEqualTo(ExitCode.OK);
    assertThat(said())
        .contains(
            "proposed", "佐藤", content(), "./jitsuin staff approve " + change(), "staff reject");

    assertThat(staff("approve " + change(), "operator2")).isEqualTo(ExitCode.WRONG);
    assertThat(said()).contains("佐藤", "auditor", content(), "Nothing was done");
    assertThat(staff("approve " + change() + " --content " + "0".repeat(64), "operator2"))
        .isEqualTo(ExitCode.WRONG);
    assertThat(home.resolve("staff/p-2.p12")).doesNotExist();

    assertThat(staff("approve " + change() + " --content " + content(), "operator2"))
        .isEqualTo(ExitCode.OK);
    assertThat(home.resolve("staff/p-2.p12")).exists();
    // Whoever was interrupted before the files were there asks again.
    Files.delete(home.resolve("staff/p-2.pem"));
    assertThat(staff("approve " + change(), "operator2")).isEqualTo(ExitCode.OK);
    assertThat(home.resolve("staff/p-2.pem")).exists();
  }

  @Test
  void register_rejected_forgetsTheKeyThatWasMade() throws Exception {
    staff(NEWCOMER, "operator");
    assertThat(home.resolve("staff/pending")).isNotEmptyDirectory();

    assertThat(staff("reject " + change(), "operator")).isEqualTo(ExitCode.OK);

    assertThat(home.resolve("staff/pending")).isEmptyDirectory();
    assertThat(staff("approve " + change(), "operator2")).isEqualTo(ExitCode.WRONG);
    assertThat(said()).contains("taken back by operator");
  }

  @Test
  void register_changedOnTheServer_isNotApproved() {
    staff(NEWCOMER, "operator");
    stage.changes.get(change()).put("role", "ca-operator");

    assertThat(staff("approve " + change() + " --content " + content(), "operator2"))
        .isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("not what its hash says");
    assertThat(stage.asked.getLast()).startsWith("operator2 GET");
  }

  @Test
  void replace_ownKey_bringsTheCertificateAndNoSecret() throws Exception {
    environment.put("JITSUIN_MODE", "production");
    Path request = brought();

    assertThat(staff("replace p-2 --request " + request, "operator", "operator2"))
        .as(said())
        .isEqualTo(ExitCode.OK);

    assertThat(certificate()).isNotNull();
    try (Stream<Path> files = Files.list(home.resolve("staff"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("operator.p12", "operator2.p12", "p-2.pem");
    }
  }

  @Test
  void register_inProductionWithoutRequest_makesNoKey() {
    environment.put("JITSUIN_MODE", "production");

    assertThat(staff(NEWCOMER, "operator", "operator2")).isEqualTo(ExitCode.UNMET);

    assertThat(said()).contains("--request FILE.csr");
    assertThat(stage.asked).isEmpty();
    assertThat(home.resolve("staff/pending")).doesNotExist();
  }

  @Test
  void register_requestThatIsNone_isSaidBeforeTheServerIsAsked() throws IOException {
    Path request =
        Files.writeString(
            home.resolve("mine.csr"), Base64.getEncoder().encodeToString(new byte[] {1, 2}));

    assertThat(staff(NEWCOMER + " --request " + request, "operator")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("mine.csr is not PKCS#10");
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void renew_namedTwiceOrWithShares_isUsage() {
    assertThat(staff("renew a b", "operator")).isEqualTo(ExitCode.USAGE);
    assertThat(staff("renew a --share x", "operator")).isEqualTo(ExitCode.USAGE);
    assertThat(staff("renew --request x")).isEqualTo(ExitCode.USAGE);
    assertThat(staff("withdraw a --reason gone", "operator", "operator2", "operator"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(staff("register p/2 --name 佐藤 --role auditor", "operator"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(staff("register p-2 --name 佐藤 --role office-clerk", "operator"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void withdraw_samePersonTwice_isRefusedBeforeTheServerIsAsked() {
    assertThat(staff("withdraw p-2 --reason gone", "operator", "operator"))
        .isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("two CA operators decide");
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void withdraw_refusedByTheServer_isToldWithItsCode() {
    stage.refusal = Optional.of("OPERATORS_TOO_FEW");

    assertThat(staff("withdraw p-2 --reason gone", "operator", "operator2"))
        .isEqualTo(ExitCode.WRONG);
    assertThat(said()).contains("It must not be. (OPERATORS_TOO_FEW)");
  }

  @Test
  void block_oneOperator_isEnough() {
    assertThat(staff("block p-2 --reason lost", "operator")).isEqualTo(ExitCode.OK);
    assertThat(stage.asked).containsExactly("operator POST staff/p-2/block");
  }

  @Test
  void list_peopleAndWhatWaits_forPeopleAndPrograms() throws IOException {
    staff(NEWCOMER, "operator");

    assertThat(staff("list", "operator")).isEqualTo(ExitCode.OK);
    assertThat(said().lines())
        .contains("  person  role     municipality  state   days left  name")
        .contains("  p-1     auditor                active  700        監査人")
        .anyMatch(line -> line.contains("waits for a second operator: register p-2"));

    assertThat(staff("list --json", "operator")).isEqualTo(ExitCode.OK);
    JsonNode object = new ObjectMapper().readTree(said());
    assertThat(object.at("/staff/0/person").asText()).isEqualTo("p-1");
    assertThat(object.at("/changes/0/content").asText()).isEqualTo(content());
  }

  @Test
  void list_supervisor_isNotToldOfChanges() throws Exception {
    stage.credential("supervisor", "office-supervisor", Clocks.system().instant().plusSeconds(60));

    assertThat(staff("list", "supervisor")).isEqualTo(ExitCode.OK);
    assertThat(stage.asked).containsExactly("supervisor GET staff");
  }

  @Test
  void list_certificateThatHasEnded_saysHowItGoesOn() throws Exception {
    stage.credential("late", "ca-operator", Clocks.system().instant().minusSeconds(60));

    assertThat(staff("list", "late")).isEqualTo(ExitCode.UNMET);
    assertThat(said().replaceAll("\\s+", " ")).contains("ended on", "./jitsuin staff renew NAME");
  }

  @Test
  void list_serverThatDoesNotRun_saysSo() {
    environment.put("JITSUIN_HTTPS_PORT", "1");

    assertThat(staff("list", "operator")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("does not answer", "./jitsuin up");
  }

  @Test
  void list_credentialOfAnotherAuthority_isRefusedHere() throws Exception {
    new StaffAuthorityForTests()
        .credential(
            home.resolve("staff/stranger.p12"),
            "operator",
            "ca-operator",
            Clocks.system().instant().plusSeconds(60));

    assertThat(staff("list", "stranger")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("no credential of this authority's staff");
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void renew_byTheTokensInProduction_asksForARequest() {
    environment.put("JITSUIN_MODE", "production");

    assertThat(staff("renew p-2")).isEqualTo(ExitCode.UNMET);
    assertThat(said().replaceAll("\\s+", " "))
        .contains("./jitsuin staff renew NAME --request FILE.csr");
  }

  @Test
  void status_keyStoresThatEverybodyOpens_areNamedInProductionOnly() {
    assertThat(new KnownPasswords(new Installation(home, environment)).warning()).isEmpty();
    environment.put("JITSUIN_MODE", "production");

    assertThat(new KnownPasswords(new Installation(home, environment)).warning())
        .hasValueSatisfying(warning ->
            assertThat(warning).contains("operator, operator2", "./jitsuin staff replace"));
  }
}
