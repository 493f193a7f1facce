package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class CommandsTest {
  @TempDir private Path home;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);

  static CommandLine commands(Path home, Terminal terminal) {
    return Commands.of(
        new CommandContext(
            new Installation(home, Map.of()), Path.of(".."), terminal, Clocks.system()));
  }

  private ParseResult parse(String line) {
    ParseResult result = commands(home, terminal).parseArgs(line.split(" ", -1));
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result;
  }

  private ExitCode run(String line) {
    return new Launcher(
            terminal, Path.of(".."), Map.of("JITSUIN_HOME", home.toString()), Clocks.system())
        .run(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "up, ./jitsuin up",
    "run, ./jitsuin run",
    "demo, ./jitsuin demo",
    "demo --card, ./jitsuin demo",
    "demo --uses, ./jitsuin demo",
    "status, ./jitsuin status",
    "down, ./jitsuin down",
    "reset --yes, ./jitsuin reset",
    "ceremony --dry-run, ./jitsuin ceremony",
    "ceremony --ocsp-signer signature-g1 --share x, ./jitsuin ceremony",
    "ceremony sign --record r --key k.p12 --password-file p, ./jitsuin ceremony sign",
    "ceremony verify --record r, ./jitsuin ceremony verify",
    "token backup d --share x --share y, ./jitsuin token backup",
    "token restore f --password-file p, ./jitsuin token restore",
    "cluster plan d --base-url http://pki.example --memory 32, ./jitsuin cluster plan",
    "cluster up, ./jitsuin cluster up",
    "cluster status, ./jitsuin cluster status",
    "cluster down, ./jitsuin cluster down",
    "trial --minutes 8 --seed 7 --only kill-writer, ./jitsuin trial",
    "recover, ./jitsuin recover",
    "recover --operator a.p12 --password-file p --operator b.p12, ./jitsuin recover",
    "revocation list f --authority signature --operator a, ./jitsuin revocation list",
    "revocation list f --authority user-identification --by keys --operator a, ./jitsuin revocation list",
    "erase --resident-file r, ./jitsuin erase",
    "erase --resident-file r --ground court-order --reference x --operator a --operator b, ./jitsuin erase",
    "tls renew --share=x, ./jitsuin tls renew",
    "staff renew, ./jitsuin staff renew",
    "staff renew p-1 --request r.csr --operator a.p12 --operator b.p12, ./jitsuin staff renew",
    "staff list --operator a.p12 --json, ./jitsuin staff list",
    "staff register p-1 --name n --role auditor --operator a.p12, ./jitsuin staff register",
    "staff replace p-1 --request r.csr --operator a.p12, ./jitsuin staff replace",
    "staff withdraw p-1 --reason gone --operator a.p12, ./jitsuin staff withdraw",
    "staff restore p-1 --reason back --operator a.p12, ./jitsuin staff restore",
    "staff block p-1 --reason lost --operator a.p12 --password-file p, ./jitsuin staff block",
    "card new mine --blank, ./jitsuin card new",
    "card new mine --signature s.p12 --password-file p, ./jitsuin card new",
    "card insert mine yours --machine, ./jitsuin card insert",
    "card remove mine, ./jitsuin card remove",
    "card list, ./jitsuin card list",
    "holder show --language ja, ./jitsuin holder show",
    "holder pin signature --reader x, ./jitsuin holder pin",
    "holder sign f.pdf --timestamp http://tsa/ --out g.pdf, ./jitsuin holder sign",
    "holder verify f.p7s --content f --authority a --authority b, ./jitsuin holder verify",
    "holder status user-identification --ocsp http://o/ --yes, ./jitsuin holder status",
    "holder export signature c.pem, ./jitsuin holder export",
    "holder consent give bank --purpose p --data name --until 2031-11-29 --out c, ./jitsuin holder consent give",
    "holder consent withdraw 0f8fad5b-d9cb-469f-a165-70867728950e --with user-identification --out w, ./jitsuin holder consent withdraw",
    "holder consent ask portal --out q, ./jitsuin holder consent ask",
    "counter --port 1 --token-to t, ./jitsuin counter",
    "counter list --token-file t, ./jitsuin counter list",
    "counter issue c --token-file t --clerk k.p12 --present holder --document passport --next --only signature, ./jitsuin counter issue",
    "counter withdraw c --token-file t --clerk k.p12 --reader r, ./jitsuin counter withdraw",
    "counter pin c signature --token-file t --clerk k.p12 --password-file p, ./jitsuin counter pin",
    "counter unlock c user-identification --token-file t --clerk k.p12, ./jitsuin counter unlock",
    "counter abandon --token-file t, ./jitsuin counter abandon",
    "holder login http://localhost:8090/card/x --reader r, ./jitsuin holder login",
    "samples d, ./jitsuin samples",
    "sandbox up --port 1 --issuer https://s.example, ./jitsuin sandbox up",
    "sandbox down, ./jitsuin sandbox down",
    "sandbox status, ./jitsuin sandbox status",
    "bench ocsp --json, ./jitsuin bench",
    "audit verify --log x, ./jitsuin audit",
  })
  void parse_documentedLine_isOfThatCommand(String line, String command) {
    assertThat(parse(line).commandSpec().qualifiedName()).isEqualTo(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --date 2025-10-27 --share a --share b",
        "up --share=a --share=b --date=2025-10-27",
      })
  void parse_values_areReadInBothForms(String line) {
    ParseResult up = parse(line);

    assertThat(up.<Optional<LocalDate>>matchedOptionValue("--date", null))
        .contains(LocalDate.of(2025, 10, 27));
    assertThat(up.<List<Path>>matchedOptionValue("--share", null))
        .containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void parse_ceremony_everyOptionIsUnderstood() {
    ParseResult ceremony =
        parse(
            "ceremony --script s.yaml --custodian sato=/media/a --custodian abe=b=c --show-shares"
                + " --dry-run --share x --roll-over signature");

    assertThat(ceremony.<Optional<Authority>>matchedOptionValue("--roll-over", null))
        .contains(Authority.SIGNATURE);
    assertThat(ceremony.<List<?>>matchedOptionValue("--custodian", null))
        .extracting(Object::toString)
        .containsExactly(
            "Custodian[name=sato, directory=/media/a]", "Custodian[name=abe, directory=b=c]");
  }

  @Test
  void parse_names_standAmongOptions() {
    List<String> names =
        parse("staff renew auditor --share a operator").matchedPositionalValue(0, List.of());

    assertThat(names).containsExactly("auditor", "operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench issue --json --help", "audit verify --log @x --hashes-only yes"})
  void parse_lineOfAnotherProgram_isPassedOnWhole(String line) {
    ParseResult result = parse(line);

    assertThat(result.isUsageHelpRequested()).isFalse();
    assertThat(line.substring(line.indexOf(' ') + 1))
        .isEqualTo(
            String.join(" ", result.matchedPositionals().getFirst().<List<String>>getValue()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "up now",
        "up --date",
        "up --date tomorrow",
        "up --share",
        "up --share --date 2025-10-27",
        "up --date 2025-10-27 --date 2025-10-28",
        "up --date 2025-02-30",
        "up --date 2025-10-27 more",
        "run --date 2025-10-27",
        "demo --fast",
        "status --all",
        "down down",
        "reset --no",
        "recover --operator a.p12",
        "revocation list f --authority signature",
        "revocation list --authority signature --operator a",
        "revocation list f --authority passport --operator a",
        "revocation list f --authority signature --by names --operator a",
        "erase",
        "erase --resident-file r --operator a.p12",
        "erase --resident-file r --ground revenge",
        "erase --resident-file r --ground court-order",
        "recover --yes",
        "recover --operator",
        "tls",
        "tls issue",
        "tls renew auditor",
        "tls renew --share",
        "staff",
        "staff renew --all",
        "staff list",
        "staff list --operator a.p12 --operator b.p12",
        "staff register p-1 --name n --role king --operator a.p12",
        "staff register p-1 --name n --role office-clerk --operator a.p12",
        "staff register p/1 --name n --role auditor --operator a.p12",
        "staff withdraw p-1 --operator a.p12",
        "staff approve 12 --operator a.p12",
        "staff approve 6f0c2f0e-0000-4000-8000-000000000000",
        "staff block p-1 --reason lost --operator a --operator b",
        "token",
        "token backup",
        "token restore a b",
        "cluster",
        "cluster up now",
        "cluster plan --base-url http://pki.example",
        "cluster plan d",
        "trial",
        "trial --minutes 0",
        "trial --minutes 601",
        "trial --minutes 1 --seed x",
        "trial --minutes 1 --only kill-writr",
        "ceremony --script",
        "ceremony --fast",
        "ceremony --roll-over passport",
        "ceremony --ocsp-signer",
        "ceremony --ocsp-signer signature-g1 --dry-run",
        "ceremony --retire signature",
        "ceremony --retire signature:0",
        "ceremony --retire signature:256",
        "ceremony --retire signature:1 --dry-run",
        "ceremony --retire signature:1 --operator a.p12",
        "ceremony --operator a.p12 --operator b.p12",
        "ceremony --ocsp-signer signature-g1 --roll-over signature",
        "ceremony --custodian sato",
        "ceremony --custodian =x",
        "ceremony --custodian sato=",
        "ceremony now",
        "card",
        "holder pin 1234",
        "counter pin c sig --token-file t --clerk k.p12",
        "counter issue c --token-file t --clerk k.p12 --only 1234",
        "counter list",
        "card new a b",
        "card new a --blank --next",
        "card insert",
        "card list all",
        "holder",
        "holder pin",
        "holder pin 1234",
        "holder show --language fr",
        "holder sign",
        "holder export signature",
        "holder consent",
        "holder consent give bank --purpose p --data address,name --until 2031-11-29 --out c",
        "holder consent give bank --purpose p --data name --until soon --out c",
        "holder consent withdraw 17 --out w",
        "holder consent ask portal",
        "samples",
        "samples a b",
        "sandbox",
        "sandbox up now",
        "sandbox up --port x",
        "holder login",
        "ceremony sign --record x",
        "ceremony verify --key x",
      })
  void run_anythingElse_isRefusedWithASentence(String line) {
    assertThat(run(line)).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("✗ ").containsPattern("(?s)see:\\s+\\./jitsuin.*--help");
    assertThat(home).isEmptyDirectory();
  }

  /** Before a card is looked for. */
  @ParameterizedTest
  @CsvSource({
    "holder consent ask por/tal --out q.p7m, bearer",
    "holder consent give por/tal --purpose p --data name --until 2026-01-01 --out c.p7m, party",
    "holder consent give bank --purpose p --data name --until 2199-01-01 --out c.p7m, until",
  })
  void run_textThatTheAuthorityDoesNotTake_isNotWritten(String line, String wrong) {
    assertThat(run(line)).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("✗ ", wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "--help, COMMAND",
    "up --help, --date",
    "up -h, --date",
    "token --help, restore",
    "token backup --help, --password-file",
    "ceremony --help, --show-shares",
    "ceremony sign --help, --record",
    "test --help, fast",
  })
  void run_help_showsTheOptionsOfTheCommand(String line, String shown) {
    assertThat(run(line)).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("Usage: ./jitsuin", shown);
  }

  @Test
  void run_upInProductionOnAFreshMachine_makesUpNoStaff() throws IOException {
    ExitCode code =
        new Launcher(
                terminal,
                Path.of(".."),
                Map.of("JITSUIN_HOME", home.toString(), "JITSUIN_MODE", "production"),
                Clocks.system())
            .run(List.of("up"));

    assertThat(code).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("./jitsuin ceremony --script FILE");
    try (Stream<Path> made = Files.list(home)) {
      assertThat(made.map(file -> file.getFileName().toString())).isSubsetOf("lock", "logs");
    }
  }

  @Test
  void run_sandboxThatDoesNotRun_saysSo() {
    assertThat(run("sandbox status")).isEqualTo(ExitCode.WRONG);
    assertThat(said()).contains("./jitsuin sandbox up");
    assertThat(run("sandbox down")).isEqualTo(ExitCode.OK);
  }

  @Test
  void run_test_isTheScriptsAlone() {
    assertThat(run("test fast")).isEqualTo(ExitCode.UNMET);
    assertThat(said()).contains("./jitsuin test fast");
  }
}
