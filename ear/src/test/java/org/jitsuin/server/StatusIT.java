package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the deployed authority stands, as its operators and auditors are told. */
@Tag("deployed")
class StatusIT extends DeployedServerTest {
  private static final List<String> PARTS =
      List.of(
          "clock",
          "database",
          "token",
          "log",
          "generations",
          "crls",
          "ocsp",
          "work",
          "certificates",
          "waiting");

  private static JsonNode status(String staff) throws IOException {
    StaffClient.Answer answer = StaffClient.of(installation(), staff).get("/status");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void status_ofEveryPart_saysItsConditionAndWhyNotGood() throws IOException {
    JsonNode status = status("operator");
    for (String part : PARTS) {
      JsonNode told = status.get(part);
      assertThat(told.get("condition").asText())
          .as(part)
          .isIn("good", "attention", "failing", "unknown");
      assertThat(told.get("why").isArray()).as(part).isTrue();
      assertThat(told.get("whyJa")).as(part).hasSameSizeAs(told.get("why"));
    }
    assertThat(status.get("database").get("condition").asText()).isEqualTo("good");
    assertThat(status.get("token").get("condition").asText()).isEqualTo("good");
    assertThat(status.get("log").get("ageSeconds").asLong()).isLessThan(60);
  }

  @Test
  void status_ofServicesInOtherArchives_hasTheFiguresOfTheirMetrics() throws IOException {
    JsonNode status = status("auditor");
    assertThat(status.get("services").findValuesAsText("service"))
        .containsExactly("ca-core", "ocsp-responder", "crl-publisher", "repository-server");
    assertThat(status.get("services").findValuesAsText("condition")).doesNotContain("unknown");
    assertThat(status.get("crls").get("partitions").asLong()).isGreaterThan(3_000);
    assertThat(status.get("crls").get("manifestAgeSeconds").asLong()).isBetween(0L, 120L);
    assertThat(status.get("ocsp").get("feedAgeSeconds").asLong()).isBetween(0L, 900L);
    assertThat(status.get("ocsp").get("signerRemainingSeconds").asLong()).isPositive();
  }

  @Test
  void status_ofKeyGenerations_namesWhoIssuesAndTheirSigners() throws IOException {
    JsonNode generations = status("operator").get("generations").get("generations");
    assertThat(generations.findValuesAsText("issuer"))
        .contains("signature-g1", "user-identification-g1");
    for (JsonNode generation : generations) {
      assertThat(generation.get("daysLeft").asLong()).isPositive();
      assertThat(generation.get("signers")).as(generation.toString()).isNotEmpty();
      assertThat(generation.get("signers").get(0).get("serial").asText()).matches("[0-9a-f]+");
    }
  }
}
