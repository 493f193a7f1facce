package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code jitsuin} among programs that only say what they are asked. */
@Tag("stack")
class ScriptTest {
  @TempDir private Path directory;
  private ScriptStage stage;

  @BeforeEach
  void setUp() throws IOException {
    stage = new ScriptStage(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "fly"})
  void run_unknownCommand_showsUsage(String command) throws IOException {
    ScriptStage.Result result = command.isEmpty() ? stage.run() : stage.run(command);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.output()).contains("Usage: ./jitsuin COMMAND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "up --help", "test -h"})
  void run_help_nothingBuilt_showsUsageAndInstallsNothing(String line) throws IOException {
    ScriptStage.Result result = stage.run(line.split(" ", -1));

    assertThat(result.code()).isZero();
    assertThat(result.output()).startsWith("Usage: ./jitsuin COMMAND");
  }

  @Test
  void run_helpOfACommand_isTheLaunchersWhereItIsBuilt() throws IOException {
    stage.everything().run("up");

    assertThat(stage.run("bench", "issue", "--help").output())
        .doesNotContain("building")
        .endsWith("org.jitsuin.launcher.Launcher bench issue --help\n");
  }

  @Test
  void up_noJdk_saysWhatToInstall() throws IOException {
    stage.jdk("temurin-24", "24.0.1").jdk("jdk-250", "250.0.1");

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("No JDK 25", "JITSUIN_JAVA_HOME=");
  }

  @Test
  void up_wrongJdkNamed_saysSo() throws IOException {
    stage.everything().set("JITSUIN_JAVA_HOME", "/nowhere");

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("/nowhere is no JDK 25");
  }

  @Test
  void up_noMaven_saysWhatToInstall() throws IOException {
    stage.jdk("temurin-25", "25");

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("apt-get install -y maven");
  }

  @Test
  void up_packageMissingWithoutRights_saysWhatToInstall() throws IOException {
    stage
        .jdk("temurin-25", "25.0.3")
        .program("mvn", ":")
        .program("npm", ":")
        .program("mariadbd", ":")
        .program("apt-get", "echo must not be called")
        .program("id", "echo 1000")
        .program("sudo", "exit 1");

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output())
        .contains("apt-get update && apt-get install -y softhsm2\n")
        .doesNotContain("must not be called");
  }

  @Test
  void up_packageMissingWithRights_installsIt() throws IOException {
    stage
        .everything()
        .program("id", "echo 1000")
        .program("sudo", "shift; exec \"$@\"")
        .program("true", ":")
        .program("tee", "cat >/dev/null")
        .program("chmod", ":")
        .program("rm", ":")
        .program("apt-get", "echo \"$DEBIAN_FRONTEND apt-get $*\"");
    Files.delete(directory.resolve("bin/softhsm2-util"));

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isZero();
    assertThat(result.output()).contains("installing  softhsm2\n").endsWith("up\n");
    assertThat(stage.checkout().resolve("target/install.log"))
        .hasContent(
            """
             apt-get update
            noninteractive apt-get install -y --no-install-recommends softhsm2
            """);
  }

  @Test
  void up_othersDatabaseAndTokens_needsNoPackages() throws IOException {
    stage
        .everything()
        .set("JITSUIN_PKCS11_LIBRARY", "/usr/lib/p11.so")
        .set("JITSUIN_DB_URL", "jdbc:mariadb://db/");
    Files.delete(directory.resolve("bin/softhsm2-util"));
    Files.delete(directory.resolve("bin/mariadbd"));

    assertThat(stage.run("up").code()).isZero();
  }

  @Test
  void up_firstTime_buildsAndHandsOverToJava() throws IOException {
    ScriptStage.Result result = stage.everything().run("up", "--date", "2025-10-27");

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("building    Jitsuin: PKI base  [1/2]\n", "Jitsuin: server  [2/2]\n")
        .contains("-Djitsuin.checkout=" + stage.checkout())
        .endsWith("org.jitsuin.launcher.Launcher up --date 2025-10-27\n")
        .doesNotContain("secret detail");
    assertThat(stage.checkout().resolve("target/build.log"))
        .content()
        .contains("secret detail", "with " + directory.resolve("jvm/temurin-25"));
  }

  @Test
  void up_secondTime_buildsOnlyWhatChanged() throws IOException {
    stage.everything().run("up");
    assertThat(stage.run("up").output()).doesNotContain("building");

    Path source = stage.checkout().resolve("ca-core/src/main/New.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));

    assertThat(stage.run("up").output()).contains("building");
  }

  @Test
  void up_failingBuild_showsItsErrors() throws IOException {
    stage.everything().program("mvn", "echo '[INFO] fine'; echo '[ERROR] broken'; exit 1");

    ScriptStage.Result result = stage.run("up");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output())
        .contains("[ERROR] broken", "The build failed", "target/build.log")
        .doesNotContain("[INFO] fine");
  }

  @Test
  void run_throughLinks_findsItsCheckout() throws IOException {
    Path first = Files.createSymbolicLink(directory.resolve("first"), Path.of("checkout/jitsuin"));
    Path second = Files.createSymbolicLink(directory.resolve("bin/second"), first);
    stage.everything();

    assertThat(stage.run(second, "up").output())
        .contains("-Djitsuin.checkout=" + stage.checkout().toRealPath());
  }

  @Test
  void commands_beforeAnythingStarted_needNoBuild() throws IOException {
    stage.everything();

    assertThat(stage.run("status").code()).isEqualTo(1);
    assertThat(stage.run("down").code()).isZero();
    assertThat(stage.run("reset").output()).contains("./jitsuin up").doesNotContain("building");
  }

  @Test
  void ceremony_held_buildsFirstAndToCheckItsRecordDoesNot() throws IOException {
    stage.everything();

    assertThat(stage.run("ceremony", "--dry-run").output())
        .contains("building")
        .endsWith("org.jitsuin.launcher.Launcher ceremony --dry-run\n");
    Files.delete(stage.checkout().resolve("ear/target/built"));
    assertThat(stage.run("ceremony", "verify", "--record", "x").output())
        .doesNotContain("building")
        .endsWith("org.jitsuin.launcher.Launcher ceremony verify --record x\n");
  }

  @Test
  void bench_firstTime_buildsAndHandsOverToJava() throws IOException {
    ScriptStage.Result result = stage.everything().run("bench", "issue", "--json");

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("building    Jitsuin: PKI base  [1/2]\n")
        .endsWith("org.jitsuin.launcher.Launcher bench issue --json\n");
  }

  @Test
  void bench_firstTime_hasNothingButResultsOnStandardOutput() throws IOException {
    ScriptStage.Result result = stage.everything().runForResults("bench", "issue", "--json");

    assertThat(result.output()).startsWith("java ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench issue", "cluster up", "trial --minutes 1"})
  void run_othersDatabaseAndTokens_needsItsOwn(String line) throws IOException {
    stage
        .everything()
        .set("JITSUIN_PKCS11_LIBRARY", "/usr/lib/p11.so")
        .set("JITSUIN_DB_URL", "jdbc:mariadb://db/")
        .program("apt-get", "echo must not be called")
        .program("id", "echo 1000")
        .program("sudo", "exit 1");
    Files.delete(directory.resolve("bin/softhsm2-util"));

    ScriptStage.Result result = stage.run(line.split(" ", -1));

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("apt-get install -y softhsm2\n");
  }

  @Test
  void test_always_runsMavenToTheEnd() throws IOException {
    stage.everything().program("mvn", "echo \"mvn $*\"; exit 1");

    ScriptStage.Result result = stage.run("test");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo("mvn -B -T 2 -f %s/pom.xml verify\n".formatted(stage.checkout()));
  }

  /** In a directory of its own, so that nothing that runs here is touched. */
  @Test
  void test_mavenIsDone_thenTriesACluster() throws IOException {
    stage.everything().jdk("temurin-25", "25.0.3", "echo \"in $JITSUIN_HOME: $*\"");

    ScriptStage.Result result = stage.run("test");

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("in %s/target/trial: ".formatted(stage.checkout()))
        .containsPattern(
            "org\\.jitsuin\\.launcher\\.Launcher trial --fresh --minutes 3 --seed [0-9]+ --only [a-z,-]+\n$");
  }

  @Test
  void test_withoutBrowserAndFont_saysWhatToInstall() throws IOException {
    stage.everything().program("id", "echo 1000").program("sudo", "exit 1");
    stage.program("apt-get", "echo must not be called");
    Files.delete(directory.resolve("bin/chromium"));
    Files.delete(directory.resolve("fonts/BIZUDPGothic-Regular.ttf"));

    ScriptStage.Result result = stage.run("test");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output())
        .contains("apt-get install -y chromium fonts-morisawa-bizud-gothic\n");
  }

  @Test
  void test_withoutVirtualReaderAndOpenSc_saysWhatToInstall() throws IOException {
    stage.everything().program("id", "echo 1000").program("sudo", "exit 1");
    stage.program("apt-get", "echo must not be called");
    Files.delete(directory.resolve("lib/pcsc/drivers/serial/libifdvpcd.so"));
    Files.delete(directory.resolve("lib/x86_64-linux-gnu/opensc-pkcs11.so"));

    ScriptStage.Result result = stage.run("test");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("apt-get install -y vsmartcard-vpcd opensc-pkcs11\n");
  }

  @Test
  void cardInsert_needsReadersAndNoServer() throws IOException {
    stage.everything().program("id", "echo 1000").program("sudo", "exit 1");
    stage.program("apt-get", "echo must not be called");
    Files.delete(directory.resolve("lib/pcsc/drivers/serial/libifdvpcd.so"));
    Files.delete(directory.resolve("bin/mariadbd"));
    Files.delete(directory.resolve("bin/softhsm2-util"));

    ScriptStage.Result result = stage.run("card", "insert", "mine");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("apt-get install -y vsmartcard-vpcd\n");
    assertThat(stage.run("card", "new", "mine").output())
        .endsWith("org.jitsuin.launcher.Launcher card new mine\n");
  }

  @Test
  void demoWithCard_needsReadersAndOpenSc() throws IOException {
    stage.everything().program("id", "echo 1000").program("sudo", "exit 1");
    stage.program("apt-get", "echo must not be called");
    Files.delete(directory.resolve("lib/pcsc/drivers/serial/libifdvpcd.so"));
    Files.delete(directory.resolve("bin/opensc-tool"));
    Files.delete(directory.resolve("lib/x86_64-linux-gnu/opensc-pkcs11.so"));

    ScriptStage.Result result = stage.run("demo", "--card");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output())
        .contains("apt-get install -y vsmartcard-vpcd opensc opensc-pkcs11\n");
    assertThat(stage.run("demo").output()).endsWith("org.jitsuin.launcher.Launcher demo\n");
  }

  @Test
  void demo_always_namesTheReadersOfItsOwn() throws IOException {
    stage.everything().set("PCSCLITE_CSOCK_NAME", "/run/pcscd/pcscd.comm");
    Files.writeString(
        directory.resolve("jvm/temurin-25/bin/java"), "#!/bin/sh\necho \"$PCSCLITE_CSOCK_NAME\"\n");

    assertThat(stage.run("demo").output())
        .endsWith(stage.checkout() + "/.jitsuin/cards/reader/run/pcscd.comm\n");
  }

  @Test
  void testFast_needsNothingButNpm_runsThePureTestsOnly() throws IOException {
    stage
        .jdk("temurin-25", "25")
        .program("mvn", "echo \"mvn $*\"")
        .program("npm", ":")
        .program("flock", ":");

    ScriptStage.Result result = stage.run("test", "fast");

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .isEqualTo(
            ("mvn -B -q -T 2 -f %s/pom.xml -DexcludedGroups=stack,deployed"
                    + " -Dspotless.check.skip=true test\n")
                .formatted(stage.checkout()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "fast now"})
  void test_otherOption_showsUsage(String options) throws IOException {
    String[] arguments = ("test " + options).split(" ", -1);

    assertThat(stage.everything().run(arguments).code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "staff"})
  void renewal_nothingInstalled_saysHowToBegin(String command) throws IOException {
    ScriptStage.Result result = stage.everything().run(command, "renew");

    assertThat(result.code()).isZero();
    assertThat(result.output()).contains("Nothing was started here yet");
  }
}
