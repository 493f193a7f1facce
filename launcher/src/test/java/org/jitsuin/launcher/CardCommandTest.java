package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private ExitCode run(String mode, String line) {
    said.reset();
    return new Launcher(
            new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false),
            Path.of(".."),
            Map.of("JITSUIN_HOME", home().toString(), "JITSUIN_MODE", mode),
            Clocks.system())
        .run(List.of(line.split(" ", -1)));
  }

  private ExitCode run(String line) {
    return run("development", line);
  }

  private Path home() {
    return directory.resolve("home");
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @AfterEach
  void takeOut() {
    new CardShelf(home().resolve("cards")).removeAll();
  }

  @Test
  void card_withoutAnInstallation_isMadeAndDeletedWithTheRest() {
    assertThat(run("card list")).isEqualTo(ExitCode.OK);
    assertThat(home()).doesNotExist();
    assertThat(run("card new mine --blank")).isEqualTo(ExitCode.OK);
    assertThat(run("card new mine --blank")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("there is a card mine already");
    assertThat(run("card list")).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("mine", "in no reader");

    assertThat(run("reset --yes")).isEqualTo(ExitCode.OK);

    assertThat(home()).doesNotExist();
  }

  @Test
  void new_nameThatIsNone_isRefused() {
    assertThat(run("card new ../x --blank")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("letters, digits");
  }

  @Test
  void insert_intoReadersThatEverybodyReaches_isRefusedInProduction() {
    run("card new mine --blank");

    assertThat(run("production", "card insert mine --machine")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("listen on every address");
  }

  @Test
  @Tag("stack")
  void insert_thenDown_leavesNothingRunning() throws IOException {
    assumeTrue(
        Files.exists(Path.of("/usr/sbin/pcscd"))
            && Files.exists(Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")),
        "the Debian packages pcscd and vsmartcard-vpcd are missing");
    run("card new mine --blank");

    assertThat(run("card insert mine")).as(said()).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("Virtual PCD 00 00", "export PCSCLITE_CSOCK_NAME=");
    CardShelf shelf = new CardShelf(home().toRealPath().resolve("cards"));
    ProcessHandle card = shelf.inserted("mine").orElseThrow().process();
    ProcessHandle daemon = shelf.ownReader().process().orElseThrow();

    assertThat(run("down")).isEqualTo(ExitCode.OK);

    assertThat(card.isAlive()).isFalse();
    assertThat(daemon.isAlive()).isFalse();
  }
}
