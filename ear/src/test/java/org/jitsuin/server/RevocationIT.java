package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Revocation on request, and the lineage that is left, on the deployed server. */
@Tag("deployed")
class RevocationIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");

  private static String path(String kind, Map<String, String> serials) {
    return "/certificates/" + kind + "/" + serials.get(kind) + "/revocation";
  }

  @Test
  void revocation_holderRequest_revokesOneCertificateOnceWithItsFirstFacts() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    String path = path("signature", serials);
    String asked =
        "{\"ground\":\"holder-request\",\"note\":\"本人が来庁、もう使わない\"," + OfficeRequests.CHECKED + "}";
    desk.refused("IDENTITY_CHECK_NEEDED", clerk.post(path, "{\"ground\":\"holder-request\"}"));
    desk.refused("OTHER_MUNICIPALITY", desk.as("clerk-13104").post(path, asked));

    JsonNode revoked = desk.answer(200, clerk.post(path, asked));
    assertThat(revoked.get("state").asText()).isEqualTo("revoked");
    assertThat(revoked.get("reason").asText()).isEqualTo("cessationOfOperation");
    assertThat(revoked.get("card").asText()).isEqualTo(card.id);
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    desk.awaitOcsp(card, "user-identification", "user-identification.pem: good");

    JsonNode again =
        desk.answer(
            200,
            desk.as("supervisor-13221")
                .post(path, "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    assertThat(again).isEqualTo(OfficeRequests.withoutReceipt(revoked));
    JsonNode entries = desk.entries(card);
    assertThat(entries.findValuesAsText("act"))
        .containsOnlyOnce("revocation-requested", "certificate-revoked");
    assertThat(entries.toString()).contains("driving-licence").doesNotContain("来庁");
  }

  @Test
  void revocation_keyCompromise_saysSinceWhen() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    String path = path("user-identification", serials);
    String form =
        "{\"ground\":\"key-compromise\",\"invalidSince\":\"%s\"," + OfficeRequests.CHECKED + "}";
    desk.refused(
        "REQUEST_INVALID",
        clerk.post(path, String.format(Locale.ROOT, form, "2999-01-01T00:00:00Z")));
    desk.refused(
        "REQUEST_INVALID",
        clerk.post(path, String.format(Locale.ROOT, form, "1999-01-01T00:00:00Z")));
    desk.refused(
        "REQUEST_INVALID", clerk.post(path, String.format(Locale.ROOT, form, "yesterday")));
    JsonNode revoked =
        desk.answer(
            200, clerk.post(path, String.format(Locale.ROOT, form, "2025-10-27T03:04:05Z")));
    assertThat(revoked.get("reason").asText()).isEqualTo("keyCompromise");
    assertThat(revoked.get("invalidSince").asText()).isEqualTo("2025-10-27T03:04:05Z");
    desk.awaitOcsp(card, "user-identification", "Reason: keyCompromise");
  }

  /** Reported after another revocation: OCSP, the CRL and its delta tell the worse fact. */
  @Test
  void revocation_keyCompromiseOfRevoked_isToldWithTheFirstTime() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    String path = path("signature", serials);
    JsonNode first =
        desk.answer(
            200,
            clerk.post(path, "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    String leaked =
        "{\"ground\":\"key-compromise\",\"invalidSince\":\"2025-10-27T03:04:05Z\","
            + OfficeRequests.CHECKED
            + "}";
    JsonNode worse = desk.answer(200, clerk.post(path, leaked));
    assertThat(worse.get("reason").asText()).isEqualTo("keyCompromise");
    assertThat(worse.get("invalidSince").asText()).isEqualTo("2025-10-27T03:04:05Z");
    assertThat(worse.get("revokedAt")).isEqualTo(first.get("revokedAt"));
    assertThat(desk.answer(200, clerk.post(path, leaked)))
        .isEqualTo(OfficeRequests.withoutReceipt(worse));
    desk.awaitOcsp(card, "signature", "Reason: keyCompromise");
    String entry = "Serial Number: " + serials.get("signature").toUpperCase(Locale.ROOT);
    for (String crl : new String[] {"13221-g1", "13221-g1-delta"}) {
      String listed = desk.awaitCrl(card, crl, entry, "Key Compromise");
      assertThat(listed).contains("Invalidity Date", "Oct 27 03:04:05 2025 GMT");
    }
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsOnlyOnce("certificate-revoked", "revocation-amended");
  }

  @Test
  void revocation_groundsOfOtherRoles_areRefused() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    StaffClient operator = desk.as("operator");
    String path = path("signature", serials);
    desk.refused("GROUND_NOT_ALLOWED", clerk.post(path, "{\"ground\":\"ex-officio\"}"));
    desk.refused("GROUND_NOT_ALLOWED", clerk.post(path, "{\"ground\":\"erroneous-issue\"}"));
    desk.refused(
        "GROUND_NOT_ALLOWED",
        operator.post(path, "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    desk.refused("REQUEST_INVALID", operator.post(path, "{\"ground\":\"card-ended\"}"));
    desk.refused("NOT_ALLOWED", desk.as("lossline").post(path, "{\"ground\":\"ex-officio\"}"));

    JsonNode revoked =
        desk.answer(200, operator.post(path, "{\"ground\":\"ex-officio\",\"note\":\"監査指摘による\"}"));
    assertThat(revoked.get("reason").asText()).isEqualTo("cessationOfOperation");
    assertThat(revoked.toString()).doesNotContain(card.registerId);
    desk.answer(
        200,
        desk.as("supervisor-13221")
            .post(
                path("user-identification", serials),
                "{\"ground\":\"destroyed-before-delivery\"}"));
    // Unspecified is said by saying no reason (RFC 5280 §5.3.1).
    desk.awaitOcsp(card, "user-identification", "user-identification.pem: revoked");
    assertThat(RelyingParty.of(installation()).ask(card, "user-identification"))
        .doesNotContain("Reason:");
    desk.issue(card);
    desk.awaitOcsp(card, "user-identification", "user-identification.pem: good");
  }

  @Test
  void revocation_ofNothing_isRefused() throws IOException {
    for (String what :
        new String[] {
          "signature/0123456789abcdef0123456789abcdef",
          "signature/zz",
          "passport/01",
          "signature/00"
        }) {
      desk.refused(
          "CERTIFICATE_UNKNOWN",
          desk.as("operator")
              .post("/certificates/" + what + "/revocation", "{\"ground\":\"ex-officio\"}"));
      desk.refused(
          "CERTIFICATE_UNKNOWN",
          desk.as("relying-party").get("/certificates/" + what + "/lineage"));
    }
  }

  /** What went wrong in 2022: old and new certificates that nobody could link. */
  @Test
  void lineage_acrossReissueAndReplacement_isWholeAndWithoutPersonalData() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> first = desk.issue(card);
    desk.answer(
        200,
        clerk.post(
            path("signature", first),
            "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    String signatureOnly =
        "{%s,\"requests\":{\"signature\":%s}}"
            .formatted(
                OfficeRequests.CHECKED,
                card.p384Requests().replaceFirst("(?s).*\"signature\":(\".*?\").*", "$1"));
    Map<String, String> second =
        desk.keep(
            card,
            desk.answer(201, clerk.post("/cards/" + card.id + "/certificates", signatureOnly)));
    desk.awaitNextSecond();
    JsonNode replaced =
        desk.answer(
            201,
            clerk.post(
                "/cards/" + card.id + "/replacement",
                "{\"cause\":\"damaged\"," + OfficeRequests.CHECKED + "}"));
    Map<String, String> third = desk.issue(card.successor(replaced.get("card").asText()));

    StaffClient party = desk.as("relying-party");
    JsonNode middle =
        desk.answer(
            200, party.get("/certificates/signature/" + second.get("signature") + "/lineage"));
    assertThat(middle.get("serial").asText()).isEqualTo(second.get("signature"));
    assertThat(middle.get("state").asText()).isEqualTo("revoked");
    assertThat(middle.get("predecessors").findValuesAsText("serial"))
        .containsExactly(first.get("signature"));
    assertThat(middle.get("successors").findValuesAsText("serial"))
        .containsExactly(third.get("signature"));
    assertThat(middle.get("successors").findValuesAsText("state")).containsExactly("good");
    assertThat(middle.get("siblings").findValuesAsText("serial"))
        .containsExactly(first.get("user-identification"));
    assertThat(middle.at("/siblings/0").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("authority", "serial", "state", "notBefore", "notAfter");
    assertThat(middle.toString()).doesNotContain(card.registerId, card.id, "13221");

    String path =
        "/certificates/user-identification/"
            + first.get("user-identification").toUpperCase(Locale.ROOT)
            + "/lineage";
    JsonNode beside = desk.answer(200, desk.as("operator").get(path));
    assertThat(beside.get("siblings").findValuesAsText("serial"))
        .containsExactly(first.get("signature"), second.get("signature"));
    desk.answer(200, clerk.get(path));
    desk.answer(200, desk.as("auditor").get(path));
    desk.refused("OTHER_MUNICIPALITY", desk.as("clerk-13104").get(path));
    assertThat(desk.entries(card).findValuesAsText("act")).containsOnlyOnce("lineage-read");
  }
}
