package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A login to a machine (PAM) by the key for user identification, with Debian's {@code libpam-p11}.
 * It happens in a view of the file system of its own: neither the machine's PAM nor its users are
 * touched.
 */
@Tag("stack")
class PamTest {
  /** What stands in {@code /etc/pam.d} and {@code /etc/passwd} for the program, and nobody else. */
  private static final String LOGIN =
      """
      set -e
      mount --bind "$1/pam.d" /etc/pam.d
      mount --bind "$1/passwd" /etc/passwd
      exec pamtester card holder authenticate
      """;

  private static PcscStage stage;

  @TempDir private Path directory;
  private Path authorized;
  private Path oneCard;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
    PcscStage.require("pamtester", "/usr/bin/pamtester");
    assumeTrue(module().isPresent(), "the Debian package libpam-p11 is missing");
  }

  private static Optional<Path> module() {
    try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
      return directories
          .map(one -> one.resolve("security/pam_p11.so"))
          .filter(Files::exists)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @BeforeEach
  void furnish() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home/.eid"));
    authorized = home.resolve("authorized_certificates");
    Path services = Files.createDirectories(directory.resolve("pam.d"));
    Files.writeString(
        services.resolve("card"),
        "auth required %s %s%naccount required pam_permit.so%n"
            .formatted(module().orElseThrow(), PcscStage.module()));
    List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
    Files.writeString(
        directory.resolve("passwd"),
        String.join("\n", users) + "\nholder:x:0:0::" + directory.resolve("home") + ":/bin/sh\n");
    String others =
        Stream.of(PcscStage.OTHER, PcscStage.LOCKED, PcscStage.LOCKED_FOR_OPENSC)
            .map(card -> '"' + stage.reader(card) + '"')
            .collect(Collectors.joining(", "));
    oneCard =
        Files.writeString(
            directory.resolve("opensc.conf"), "app default { ignored_readers = " + others + "; }");
  }

  private void authorize(X509Certificate certificate) throws IOException {
    Files.writeString(authorized, Pem.certificate(SignedCertificate.der(certificate)));
  }

  private PcscStage.Result login(String pin) throws IOException {
    Path script = Files.writeString(directory.resolve("login.sh"), LOGIN);
    boolean administrator =
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    List<String> view =
        administrator
            ? List.of("unshare", "--mount")
            : List.of("unshare", "--user", "--map-root-user", "--mount");
    return PcscStage.told(
        pin + "\n",
        Optional.of(oneCard),
        Stream.concat(view.stream(), Stream.of("sh", script, directory)).toArray());
  }

  @Test
  void login_withTheCardsCertificateAndPin_isLetIn() throws IOException {
    authorize(stage.certificate(KeyUse.USER_IDENTIFICATION));

    PcscStage.Result result = login("1234");

    assertThat(result.text()).contains("successfully authenticated");
    assertThat(result.code()).isZero();
  }

  /** As after a renewal: another key, which nobody let in yet. */
  @Test
  void login_withAnotherKey_isRefused() throws IOException {
    authorize(stage.othersCertificate(KeyUse.USER_IDENTIFICATION));

    assertThat(login("1234").text()).doesNotContain("successfully authenticated");
  }

  @Test
  void login_withAWrongPin_isRefusedAndCostsATry() throws IOException {
    authorize(stage.certificate(KeyUse.USER_IDENTIFICATION));

    assertThat(login("9999").text()).doesNotContain("successfully authenticated");

    assertThat(tries()).contains("Tries left     : 2");
    assertThat(login("1234").text()).contains("successfully authenticated");
    assertThat(tries()).contains("Tries left     : 3");
  }

  private static String tries() {
    return PcscStage.run("pkcs15-tool", "--reader", stage.reader(PcscStage.CARD), "--list-pins")
        .text();
  }
}
