package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the deployed server shows at the management port to those who collect metrics. */
@Tag("deployed")
class MetricsIT extends DeployedServerTest {
  private static final Pattern SHOWN =
      Pattern.compile("\njitsuin_crl_partition_entries\\{[^}]*\"signature\"");
  private static final int TRIES = 300;
  private static final double DAY = 86_400;
  private static final Duration STEP = Duration.ofMillis(100);

  private final OfficeRequests desk = new OfficeRequests(installation());

  private static String metrics() throws IOException, InterruptedException {
    int port = installation().texts().get(LauncherSettings.MANAGEMENT_PORT);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  /** The value on the line with that name and those labels. */
  private static double value(String metrics, String name, String... labels) {
    List<Pattern> wanted = List.of(labels).stream().map(Pattern::compile).toList();
    return metrics
        .lines()
        .filter(line -> line.matches(Pattern.quote(name) + "[{ ].*"))
        .filter(line -> wanted.stream().allMatch(label -> label.matcher(line).find()))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
  }

  @Test
  void metrics_ofTheResponder_followWhatItDoes() throws Exception {
    String before = metrics();
    assertThat(value(before, "jitsuin_ocsp_ready")).isEqualTo(1);
    assertThat(value(before, "jitsuin_ocsp_status_age_seconds")).isBetween(0.0, 900.0);
    assertThat(value(before, "jitsuin_ocsp_signer_remaining_seconds")).isPositive();
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    assertThat(serials).isNotEmpty();
    desk.awaitOcsp(card, "signature", ": good");
    String after = metrics();
    String good = "jitsuin_ocsp_answers_total";
    assertThat(value(after, good, "authority=\"signature\"", "kind=\"good\""))
        .isGreaterThan(value(before, good, "authority=\"signature\"", "kind=\"good\""));
    // As openssl asks, unless it is told otherwise.
    String hashes = "jitsuin_ocsp_cert_ids_total";
    assertThat(value(after, hashes, "hash=\"sha-1\""))
        .isGreaterThan(value(before, hashes, "hash=\"sha-1\""));
    assertThat(value(after, "jitsuin_ocsp_index_certificates"))
        .isGreaterThan(value(before, "jitsuin_ocsp_index_certificates"));
    assertThat(value(after, "jitsuin_ocsp_shed_total")).isZero();
  }

  @Test
  void metrics_ofThePublisher_nameThePartitionsWithEntriesOnly() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    desk.answer(
        200,
        desk.as("lossline")
            .post("/cards/" + card.id + "/suspension", "{\"reporter\":{\"relation\":\"police\"}}"));
    String shown = metrics();
    for (int i = 0; i < TRIES && !SHOWN.matcher(shown).find(); i++) {
      Thread.sleep(STEP);
      shown = metrics();
    }
    assertThat(value(shown, "jitsuin_crl_ready")).isEqualTo(1);
    double partitions = value(shown, "jitsuin_crl_partitions");
    assertThat(partitions)
        .isGreaterThan(3_000)
        .isEqualTo(value(shown, "jitsuin_crl_partitions_current"));
    assertThat(value(shown, "jitsuin_crl_partitions_failing")).isZero();
    assertThat(value(shown, "jitsuin_repository_ready")).isEqualTo(1);
    assertThat(value(shown, "jitsuin_repository_unsound")).isZero();
    assertThat(value(shown, "jitsuin_repository_manifest_age_seconds")).isBetween(0.0, 90.0);
    assertThat(value(shown, "jitsuin_crl_unrecorded_seconds")).isBetween(0.0, 30.0);
    assertThat(value(shown, "jitsuin_crl_entries", "authority=\"signature\"")).isPositive();
    assertThat(value(shown, "jitsuin_crl_remaining_seconds", "authority=\"signature\""))
        .isPositive();
    assertThat(value(shown, "jitsuin_crl_partition_octets", "authority=\"signature\""))
        .isPositive();
    assertThat(value(shown, "jitsuin_crl_partition_age_seconds")).isNotNegative();
    assertThat(shown.lines().filter(line -> line.startsWith("jitsuin_crl_"))).hasSizeLessThan(500);
  }

  /** TLS and staff for two years, authorities for ten. */
  @Test
  void metrics_ofCertificates_sayWhenTheyEnd() throws Exception {
    String shown = metrics();
    for (String certificate : List.of("tls", "staff")) {
      assertThat(remaining(shown, certificate)).isBetween(720 * DAY, 730 * DAY);
    }
    for (String certificate : List.of("staff-authority", "signature", "user-identification")) {
      assertThat(remaining(shown, certificate)).isBetween(3_600 * DAY, 3_660 * DAY);
    }
  }

  /** Signers are good for 14 days and renewed after seven; the one responder is this server's. */
  @Test
  void metrics_ofResponders_sayWhoIsAdmitted_andWhenTheFirstSignerEnds() throws Exception {
    String shown = metrics();
    assertThat(value(shown, "jitsuin_ocsp_signer_remaining_seconds"))
        .isBetween(6.5 * DAY, 14.0 * DAY);
    assertThat(value(shown, "jitsuin_ca_ocsp_responders", "state=\"admitted\"")).isPositive();
    for (String state : List.of("withdrawn", "waiting")) {
      assertThat(value(shown, "jitsuin_ca_ocsp_responders", "state=\"" + state + "\""))
          .isNotNegative();
    }
    // By which the responder knows relying parties: those of the ceremony are good for two years.
    assertThat(remaining(shown, "ocsp-requester")).isBetween(0.0, 730.0 * DAY);
  }

  private static double remaining(String metrics, String certificate) {
    return value(
        metrics, "jitsuin_ca_certificate_remaining_seconds", "certificate=\"" + certificate + "\"");
  }

  /** What may be kept no longer is erased soon after the start, and once a day from then on. */
  @Test
  void metrics_ofRetention_sayThatNothingIsDue() throws Exception {
    String shown = metrics();
    for (int i = 0; i < TRIES && behind(shown) > 0; i++) {
      Thread.sleep(STEP);
      shown = metrics();
    }
    assertThat(behind(shown)).isZero();
    assertThat(value(shown, "jitsuin_ca_erased_total", "records=\"certificates\"")).isZero();
  }

  private static double behind(String metrics) {
    return value(metrics, "jitsuin_ca_retention_behind_seconds");
  }

  @Test
  void metrics_ofBrakes_sayWhatWaitsForPeople() throws Exception {
    String shown = metrics();
    for (String metric :
        List.of("event_holds", "held_events", "budgets_used_up", "suspensions_slowed")) {
      assertThat(value(shown, "jitsuin_ca_" + metric)).isNotNegative();
    }
  }

  /** Counted at each round of the housekeeping. */
  @Test
  void metrics_ofCardOrders_sayWhatIsOpenAndWhatLapsed() throws Exception {
    String shown = metrics();
    for (String state : List.of("begun", "issued")) {
      assertThat(value(shown, "jitsuin_ca_card_orders", "state=\"" + state + "\"")).isNotNegative();
    }
    assertThat(value(shown, "jitsuin_ca_card_orders_lapsed_total")).isNotNegative();
    for (String outcome : List.of("told", "refused")) {
      assertThat(value(shown, "jitsuin_ca_consent_answers_total", "outcome=\"" + outcome + "\""))
          .isNotNegative();
    }
  }

  @Test
  void metrics_ofTheServer_areThereToo() throws Exception {
    assertThat(metrics())
        .contains("undertow_request_count", "memory_used_heap")
        .doesNotContain("password");
  }
}
