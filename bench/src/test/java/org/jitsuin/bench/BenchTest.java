package org.jitsuin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jitsuin.bench.Arguments.Name;
import org.jitsuin.bench.Arguments.Run;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.SharedStage;
import org.jitsuin.bench.environment.WorkDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Benchmarks as people run them, but small. Each compares by itself what it counted with what the
 * database holds, and fails where they differ.
 */
@Tag("stack")
class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Bench bench = new Bench(stream(out), stream(err));

  @TempDir private Path elsewhere;

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private int run(Path directory, String line) {
    return bench.run(directory, List.of(line.split(" ", -1)));
  }

  private void measure(Name name, boolean json) throws InterruptedException {
    Environment stage = SharedStage.stage();
    bench.measure(stage, new Run(name, json, stage.certificates(), stage.duration()));
  }

  private String results() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void issue_small_measuresAndFindsAllThatWasAcknowledged()
      throws IOException, InterruptedException {
    measure(Name.ISSUE, true);

    assertThat(results()).hasLineCount(1);
    JsonNode figures = new ObjectMapper().readTree(results());
    assertThat(figures.propertyStream().map(member -> member.getKey()))
        .containsExactly(
            "issue.rate",
            "issue.p50",
            "issue.p99",
            "issue.cpu",
            "issue.cpu.database",
            "issue.cpu.token");
    JsonNode rate = figures.get("issue.rate");
    assertThat(rate.get("unit").asText()).isEqualTo("1/s");
    assertThat(rate.get("value").asDouble()).isPositive();
    assertThat(rate.get("limit").asDouble()).isPositive();
    assertThat(rate.get("ratio").asDouble()).isPositive();
    assertThat(figures.get("issue.p99").get("value").asDouble())
        .isGreaterThanOrEqualTo(figures.get("issue.p50").get("value").asDouble());
  }

  @Test
  void events_small_measuresAndFindsAllThatWasAcknowledged() throws InterruptedException {
    measure(Name.EVENTS, false);

    assertThat(results())
        .contains("events.rate", "≥ 3,000", "events.single.p50", "events.single.p99")
        .contains("events.cpu", "≤ 250", "events.cpu.database")
        .contains("cores", "200 certificates in the database, load for 0 s; others took");
  }

  @Test
  void ocsp_small_measuresAndFindsEveryAnswerTrue() throws InterruptedException {
    measure(Name.OCSP, false);

    assertThat(results())
        .contains("ocsp.signed.rsa2048", "ocsp.signed.p99", "≤ 20", "ocsp.stored", "ratio ≥ 0.80")
        .contains("ocsp.stored.allocation", "ocsp.signed.rsa2048.cpu", "ocsp.overload.cpu")
        .contains("start.seconds", "ocsp.signed.p256", "ocsp.overload", "ocsp.fresh.p99", "≤ 100");
  }

  @Test
  void ocspIndex_small_measuresAndKnowsEveryCertificate() throws InterruptedException {
    measure(Name.OCSP_INDEX, false);

    assertThat(results())
        .contains("ocsp.index.rebuild.seconds", "≤ 60", "ocsp.index.revoked.bytes", "≤ 40")
        .contains("ocsp.index.restart.seconds", "≤ 10", "ocsp.index.grow.pause", "≤ 50");
  }

  @Test
  void crl_small_measuresAndFindsEveryEntryPublished() throws InterruptedException {
    measure(Name.CRL, false);

    assertThat(results())
        .contains("crl.full.200.seconds", "crl.full.200.heap", "crl.partitions.seconds")
        .contains("crl.partitions.changed", "crl.rows.alone", "crl.bouncycastle.seconds");
  }

  @Test
  void audit_small_measuresAndFindsEveryEntryInTheTree() throws InterruptedException {
    measure(Name.AUDIT, false);

    assertThat(results()).contains("audit.rate", "≥ 3,000", "audit.proof.p99", "≤ 10");
  }

  @Test
  void console_small_measuresEachPageAndFindsEveryReadingRecorded() throws InterruptedException {
    measure(Name.CONSOLE, false);

    assertThat(results())
        .contains("console.row.p50", "console.commit.p50", "console.card.p50", "console.card.p99")
        .contains("console.find.p99", "console.search.p99", "console.today.p99", "≤ 300")
        .contains("console.letters.p99", "console.log.p99");
  }

  @Test
  void verify_small_measuresAndFindsWhatIsGoodGood() throws InterruptedException {
    measure(Name.VERIFY, false);

    assertThat(results())
        .contains("verify.ocsp.rate", "verify.pkix.rate", "verify.http.rate", "verify.crl.rate")
        .contains("verify.ocsp.allocation", "verify.crl.allocation")
        .contains("verify.dss.rate", "verify.dss.http.rate", "verify.dss.crl.allocation")
        .contains("verify.pkix.http.rate");
  }

  @Test
  void filter_small_measuresAndIsNeverWrong() throws InterruptedException {
    measure(Name.FILTER, false);

    assertThat(results())
        .contains("filter.size", "filter.delta", "filter.build", "filter.rate", "✓ ≤ 0")
        .contains("filter.cascade.size", "filter.roaring.size", "filter.crl.size");
  }

  @Test
  void run_unknownName_listsWhatThereIs() {
    assertThat(run(elsewhere, "fly")).isEqualTo(2);
    assertThat(said())
        .contains(
            "fly; there are: issue, events, ocsp, ocsp-index, crl, audit, console, card, verify, filter");
    assertThat(results()).isEmpty();
  }

  @Test
  void run_otherTokens_saysWhatTheEnvironmentMustSay() {
    assertThat(run(elsewhere, "issue")).isEqualTo(3);
    assertThat(said()).contains("SOFTHSM2_CONF=" + elsewhere);
  }

  @Test
  void run_directoryInUse_isRefused() {
    try (WorkDirectory _ = WorkDirectory.take(elsewhere)) {
      assertThat(run(elsewhere, "issue")).isEqualTo(3);
      assertThat(said()).contains("another benchmark runs in " + elsewhere);
    }
  }
}
