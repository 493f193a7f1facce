package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {
  @Test
  void parse_plainCommands_areUnderstood() {
    assertThat(parse("up")).isEqualTo(new Invocation.Up(Optional.empty(), List.of()));
    assertThat(parse("run")).isEqualTo(new Invocation.Run());
    assertThat(parse("demo")).isEqualTo(new Invocation.Demo());
    assertThat(parse("status")).isEqualTo(new Invocation.Status());
    assertThat(parse("down")).isEqualTo(new Invocation.Down());
    assertThat(parse("reset")).isEqualTo(new Invocation.Reset(false));
    assertThat(parse("reset --yes")).isEqualTo(new Invocation.Reset(true));
  }

  @Test
  void parse_bench_leavesItsOptionsToTheBenchmarks() {
    assertThat(parse("bench issue --json"))
        .isEqualTo(new Invocation.Bench(List.of("issue", "--json")));
    assertThat(parse("bench")).isEqualTo(new Invocation.Bench(List.of()));
  }

  @Test
  void parse_audit_leavesItsOptionsToTheAuditorsProgram() {
    assertThat(parse("audit verify --log x"))
        .isEqualTo(new Invocation.Audit(List.of("verify", "--log", "x")));
  }

  @Test
  void parse_renew_knowsWhatAndWhose() {
    assertThat(parse("tls renew")).isEqualTo(new Invocation.Renew(new Renewal.Server(), List.of()));
    assertThat(parse("staff renew"))
        .isEqualTo(new Invocation.Renew(new Renewal.Staff(List.of()), List.of()));
    assertThat(parse("staff renew auditor --share a operator --share b"))
        .isEqualTo(
            new Invocation.Renew(
                new Renewal.Staff(List.of("auditor", "operator")),
                List.of(Path.of("a"), Path.of("b"))));
  }

  @Test
  void parse_date_isReadInBothForms() {
    Invocation expected = new Invocation.Up(Optional.of(LocalDate.of(2025, 10, 27)), List.of());

    assertThat(parse("up --date 2025-10-27")).isEqualTo(expected);
    assertThat(parse("up --date=2025-10-27")).isEqualTo(expected);
  }

  @Test
  void parse_shares_areKeptInTheirOrder() {
    assertThat(parse("up --share a --date 2025-10-27 --share b"))
        .isEqualTo(
            new Invocation.Up(
                Optional.of(LocalDate.of(2025, 10, 27)), List.of(Path.of("a"), Path.of("b"))));
  }

  @Test
  void parse_ceremony_leavesItsOptionsToTheCommand() {
    assertThat(parse("ceremony --dry-run"))
        .isEqualTo(new Invocation.Ceremony(List.of("--dry-run")));
  }

  @Test
  void parse_recover_isADryRunUnlessTwoOperatorsAreNamed() {
    assertThat(parse("recover")).isEqualTo(new Invocation.Recover(List.of(), Optional.empty()));
    assertThat(parse("recover --operator a.p12 --password-file p --operator b.p12"))
        .isEqualTo(
            new Invocation.Recover(
                List.of(Path.of("a.p12"), Path.of("b.p12")), Optional.of(Path.of("p"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "up now",
        "tls",
        "tls issue",
        "tls renew auditor",
        "tls renew --share",
        "staff",
        "staff renew --all",
        "up --date",
        "up --date tomorrow",
        "up --share",
        "up --date 2025-10-27 --date 2025-10-28",
        "up --date 2025-02-30",
        "up --date 2025-10-27 more",
        "run --date 2025-10-27",
        "demo --fast",
        "status --all",
        "down down",
        "reset --no",
        "recover --operator a.p12",
        "recover --yes",
        "recover --operator",
      })
  void parse_anythingElse_isRefused(String line) {
    assertThat(parse(line)).isInstanceOf(Invocation.Unknown.class);
  }

  private static Invocation parse(String line) {
    return Invocation.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }
}
