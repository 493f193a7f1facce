package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Authority;

/** Plays what offices and the loss line do for a card that is lost, found, and lost for good. */
final class CardCare {
  private static final String OFFICE = "clerk-13104";
  private static final Map<String, ?> CHECKED = Office.CHECKED;

  private final DemoRun run;
  private final OfficeApi api;

  CardCare(DemoRun run, OfficeApi api) {
    this.run = run;
    this.api = api;
  }

  /** Suspends a card by the loss line, which answers day and night and can do nothing else. */
  void suspend(String card) {
    run.step("The holder misses the card and calls the loss line, at night");
    JsonNode answer =
        api.ask(
            "lossline",
            "cards/" + card + "/suspension",
            "suspension.json",
            Map.of("reporter", Map.of("relation", "holder", "note", "電車に忘れた")));
    run.expect(
        answer.path("state").asText().equals("suspended")
            && answer.path("certificates").findValuesAsText("state").contains("suspended"),
        "the card is suspended, its certificates with it",
        answer.toString());
  }

  /**
   * Lifts the suspension: only the office does, and only for whom it has seen.
   *
   * @return of which authorities the certificates are good again: by policy the signature
   *     certificate may not be
   */
  Authority[] lift(String card) {
    run.step("The card is found again; the office checks who is there and lifts the suspension");
    JsonNode answer =
        api.ask(
            OFFICE,
            "cards/" + card + "/suspension/lift",
            "lift.json",
            Map.of("identityCheck", CHECKED));
    run.expect(
        answer.path("state").asText().equals("valid")
            && isGood(answer.path("certificates"), Authority.USER_IDENTIFICATION),
        "the card is valid",
        answer.toString());
    return Arrays.stream(Authority.values())
        .filter(authority -> isGood(answer.path("certificates"), authority))
        .toArray(Authority[]::new);
  }

  private static boolean isGood(JsonNode certificates, Authority authority) {
    for (JsonNode one : certificates) {
      if (one.path("authority").asText().equals(authority.id())
          && one.path("state").asText().equals("good")) {
        return true;
      }
    }
    return false;
  }

  /** Revokes the signature certificate that the holder gives up. */
  void revoke(String serial) {
    run.step("The holder wants no signature certificate any more");
    JsonNode answer =
        api.ask(
            OFFICE,
            "certificates/signature/" + serial + "/revocation",
            "revocation.json",
            Map.of("ground", "holder-request", "identityCheck", CHECKED));
    run.expect(
        answer.path("state").asText().equals("revoked"),
        "revoked (" + answer.path("reason").asText() + ")",
        answer.toString());
  }

  /**
   * The card is lost for good.
   *
   * @param left how many certificates were not revoked before
   * @return the id of the card in its place
   */
  String replace(String card, int left) {
    run.step("The card is lost for good; with the number from the police there is a new one");
    JsonNode answer =
        api.ask(
            OFFICE,
            "cards/" + card + "/replacement",
            "replacement.json",
            Map.of(
                "cause",
                "lost",
                "notification",
                "SHINJUKU-" + run.today().getYear() + "-17",
                "feeYen",
                1000,
                "identityCheck",
                CHECKED));
    String successor = answer.path("card").asText();
    run.expect(
        answer.path("predecessor").asText().equals(card)
            && answer
                .path("revoked")
                .findValuesAsText("reason")
                .equals(Collections.nCopies(left, "superseded")),
        "card " + successor + " in its place; what was left on the old one is revoked",
        answer.toString());
    return successor;
  }

  /** Finds, for a relying party that knows an old serial number, the one that is valid now. */
  void lineage(String oldSerial, List<String> expected) {
    run.step(
        "A relying party knows the first signature certificate: is this still the same person?");
    JsonNode answer =
        api.get(
            "relying-party",
            "certificates/" + Authority.SIGNATURE.id() + "/" + oldSerial + "/lineage");
    JsonNode successors = answer.path("successors");
    for (JsonNode one : successors) {
      run.tell("  %-8s %s".formatted(one.path("state").asText(), one.path("serial").asText()));
    }
    run.expect(
        successors.findValuesAsText("serial").equals(expected)
            && successors.path(expected.size() - 1).path("state").asText().equals("good"),
        "the whole chain, across both cards; the last one is good",
        answer.toString());
  }
}
