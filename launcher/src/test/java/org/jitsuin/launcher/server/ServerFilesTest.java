package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.ServerAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server's account reaches, tried as that account. */
@Tag("stack")
class ServerFilesTest {
  private static final List<String> SECRETS =
      List.of("db-admin", "db-ca", "db-ocsp", "db-crl", "ca-pin", "ocsp-pin", "ca-so-pin");

  @TempDir private Path temporary;

  private Path home;
  private Installation installation;
  private ServerAccount account;

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "only root may give files to others");
    String user =
        List.of("backup", "www-data", "daemon").stream()
            .filter(ServerFilesTest::isThere)
            .findFirst()
            .orElse("");
    assumeTrue(!user.isEmpty(), "no user with a group of its own is here");
    permit(temporary, "rwx--x--x");
    home = temporary.resolve("home");
    installation = new Installation(home, Map.of("JITSUIN_SERVER_USER", user));
    account = installation.serverAccount().orElseThrow();
    fill();
  }

  private static boolean isThere(String user) {
    try {
      return new Installation(Path.of("/none"), Map.of("JITSUIN_SERVER_USER", user))
          .serverAccount()
          .isPresent();
    } catch (SetupFailure e) {
      return false;
    }
  }

  private void fill() throws IOException {
    Secrets secrets = new Secrets(installation.secretFiles(), new SecureRandom());
    SECRETS.forEach(secrets::value);
    installation.tokens().prepare();
    for (String token : List.of("ca", "ocsp")) {
      long slot =
          installation
              .tokens()
              .initialise(
                  "jitsuin-" + token, installation.pinFile(token), secrets.file("ca-so-pin"));
      installation.keep(installation.record().begun(installation.texts()).withSlot(token, slot));
    }
    Secrets.write(installation.serverProperties(), "x=1\n");
    Secrets.write(installation.tlsKeyStore(), "x");
    Secrets.write(installation.staff().resolve("clerk.p12"), "x");
    Secrets.write(installation.database().resolve("data"), "x");
    Secrets.write(installation.crls().resolve("old.crl"), "x");
    Secrets.write(installation.server().resolve("configuration/standalone.xml"), "x");
    Path script = installation.program().resolve("bin/standalone.sh");
    Secrets.write(script, "#!/bin/sh\n");
    permit(script, "rwx------");
    Files.createDirectories(installation.logs());
    Files.createDirectories(installation.ca());
  }

  private void apply() throws IOException {
    Files.deleteIfExists(installation.serverProcess());
    new ServerFiles(installation, account).apply();
  }

  private List<String> problems() {
    return new ServerReach(installation, account).problems();
  }

  /** Runs a line of shell as the account; returns what it printed, its errors too. */
  private String as(String line) throws IOException {
    return shell(account.prefix(), line);
  }

  private String shell(List<String> before, String line) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("sh", "-c", line));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", installation.tokens().configuration().toString());
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private String secret(String name) {
    return Secrets.read(installation.secretFiles().resolve(name));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void apply_asTheAccount_readsWhatItNeedsAndNoSecretOfTheLauncher() throws IOException {
    apply();
    assertThat(problems()).isEmpty();
    for (String secret : List.of("db-admin", "db-ca", "ca-so-pin")) {
      assertThat(as("cat secrets/" + secret)).endsWith("Permission denied");
    }
    assertThat(as("ls secrets staff db"))
        .contains("'secrets'", "'staff'", "'db'")
        .contains("denied");
    assertThat(as("cat secrets/ca-pin")).isEqualTo(Secrets.read(installation.pinFile("ca")));
    assertThat(as("cat server.properties tls/server.p12")).isEqualTo("x=1\nx");
    assertThat(as("bin=program/bin/standalone.sh; $bin && echo ran")).isEqualTo("ran");
  }

  @Test
  void apply_asTheAccount_writesItsOwnDirectoriesOnly() throws IOException {
    apply();
    assertThat(
            as(
                "for d in server crl ocsp audit logs/server; do echo x > $d/new; done; rm crl/old.crl"))
        .isEmpty();
    assertThat(as("echo 17 > server.pid")).isEmpty();
    assertThat(installation.serverProcess()).hasContent("17");
    for (String line :
        List.of(
            "echo x > new",
            "rm -f server.pid",
            "echo x >> server.properties",
            "echo x >> secrets/ca-pin",
            "echo x >> tokens/softhsm2.conf",
            "echo x > logs/launcher.log",
            "echo x >> program/bin/standalone.sh",
            "rm -f installation.properties")) {
      assertThat(as(line)).as(line).containsIgnoringCase("permission denied");
    }
  }

  /** The responder makes keys in its token, ceremonies of root in both; each sees the other's. */
  @Test
  void apply_tokens_areUsedByBoth() throws IOException {
    apply();
    assertThat(as("softhsm2-util --show-slots")).contains("jitsuin-ca", "jitsuin-ocsp");
    assertThat(as("softhsm2-util --init-token --free --label own --so-pin 12345678 --pin 1234"))
        .contains("initialized");
    // As the process of a ceremony does it, which reads the password of the administrator.
    assertThat(
            shell(
                account.makingItsFiles(),
                "cat secrets/db-admin; echo x > ca/x; "
                    + "softhsm2-util --init-token --free --label later --so-pin 12345678 --pin 1234"))
        .contains(secret("db-admin"), "initialized");
    new ServerFiles(installation, account).keep();
    assertThat(Files.getOwner(installation.ca().resolve("x")).getName()).isEqualTo("root");
    assertThat(as("softhsm2-util --show-slots")).contains("own", "later");
    assertThat(as("find tokens/tokens -type f ! -readable -o -type d ! -writable")).isEmpty();
    apply();
    assertThat(problems()).isEmpty();
  }

  @Test
  void problems_ofOtherModes_areSaid() throws IOException {
    apply();
    permit(installation.secretFiles(), "rwxr-xr-x");
    permit(installation.secretFiles().resolve("db-admin"), "rw-r--r--");
    permit(installation.tls(), "rwx------");
    permit(installation.staff(), "rwxrwxrwx");
    assertThat(problems())
        .containsExactlyInAnyOrder(
            account.name() + " can read " + installation.secretFiles().resolve("db-admin"),
            account.name() + " can read " + installation.staff(),
            account.name() + " can write " + installation.staff(),
            account.name() + " cannot read " + installation.tls(),
            account.name() + " cannot read " + installation.tlsKeyStore());
    apply();
    assertThat(problems()).isEmpty();
  }

  /** A place that the account cannot come to is found before anything is started. */
  @Test
  void problems_belowAClosedDirectory_areSaid() throws IOException {
    apply();
    permit(temporary, "rwx------");
    assertThat(problems())
        .contains(account.name() + " cannot read " + installation.serverProperties());
  }

  @Test
  void apply_fileWithASecondName_isNotGivenAway() throws IOException {
    Path precious = Files.writeString(temporary.resolve("precious"), "x");
    Files.createLink(installation.crls().resolve("link"), precious);
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(this::apply)
        .withMessageContaining("second name");
    assertThat(Files.getOwner(precious).getName()).isEqualTo("root");
  }

  /** Nobody looks into the process of a ceremony from the account that its files are for. */
  @Test
  void makingItsFiles_process_isClosedToTheAccount() throws IOException {
    apply();
    List<String> command = new ArrayList<>(account.makingItsFiles());
    command.addAll(List.of("sleep", "60"));
    Process process = new ProcessBuilder(command).start();
    try {
      String place = "/proc/" + process.pid();
      assertThat(
              as(
                  "until grep -q '^Uid:.' %s/status; do :; done; sleep 0.3; cat %s/environ"
                      .formatted(place, place)))
          .containsIgnoringCase("permission denied");
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the server lays out in its own directories, root does not touch. */
  @Test
  void apply_again_leavesWhatTheAccountMade() throws IOException {
    apply();
    Path precious = Files.writeString(temporary.resolve("precious"), "x");
    as("ln -s ../../precious crl/link");
    Files.createLink(installation.crls().resolve("hard"), precious);
    apply();
    assertThat(Files.getOwner(precious).getName()).isEqualTo("root");
    assertThat(problems()).isEmpty();
  }
}
