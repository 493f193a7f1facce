package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.QuestionText;
import org.jitsuin.ca.consent.WithdrawalText;
import org.jitsuin.card.holder.ConsentVisit;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.terminal.CommandLine;

/** A consent of the holder, and what the party makes of it. */
final class ConsentSteps {
  private static final String PARTY = "relying-party";
  private static final String PURPOSE = "口座の住所を最新に保つため";

  private final DemoRun run;
  private final OfficeApi api;
  private final String portal;
  private final String id = UUID.randomUUID().toString();

  /**
   * @param sandbox the address of the one whose portal brings questions
   */
  ConsentSteps(DemoRun run, OfficeApi api, String sandbox) {
    this.run = run;
    this.api = api;
    this.portal = sandbox + "/portal/consents/card";
  }

  private Instant now() {
    return run.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, ?> signed(Bytes cms) {
    return Map.of("signed", Base64.getEncoder().encodeToString(cms.bytes()));
  }

  private static CommandLine client(Object... words) {
    return CommandLine.of("./jitsuin", "holder", "consent", CommandLine.of(words).words());
  }

  /** The holder consents, and the party has it recorded. */
  void give(CardUser user) {
    LocalDate until = run.today().plusYears(5);
    ConsentText text =
        new ConsentText(
            id,
            PARTY,
            PURPOSE,
            EnumSet.of(ConsentAttribute.NAME, ConsentAttribute.ADDRESS),
            now(),
            until);
    Bytes cms =
        user.signText(
            client(
                "give",
                PARTY,
                "--purpose",
                PURPOSE,
                "--data",
                "name,address",
                "--until",
                until,
                "--out",
                run.file("consent.p7m")),
            text.octets(),
            KeyUse.SIGNATURE);
    JsonNode answer = api.ask(PARTY, "consents", "consent.json", signed(cms));
    run.expect(
        answer.path("state").asText().equals("in-force")
            && answer.path("receipt").path("entry").isNumber(),
        "recorded, as entry " + answer.path("receipt").path("entry").asText(),
        answer.toString());
  }

  /** The party is told the address. */
  void expectTold(String address) {
    JsonNode answer = api.get(PARTY, "consents/" + id + "/data");
    run.expect(
        answer.path("address").asText().equals(address) && answer.path("sex").isMissingNode(),
        "told, name and address and no more: " + answer.path("address").asText(),
        answer.toString());
  }

  /** The party is told nothing. */
  void expectRefused(String code) {
    String got = api.refusal(PARTY, "consents/" + id + "/data");
    run.expect(got.equals(code), "nothing is told: " + got, got);
  }

  /** The holder asks who was told when, through the portal. */
  void list(CardUser user, int answers) {
    ConsentVisit visit = new ConsentVisit(URI.create(portal));
    String bearer = visit.bearer();
    Bytes cms =
        user.signText(
            client("list", portal),
            new QuestionText(bearer, now()).octets(),
            KeyUse.USER_IDENTIFICATION);
    List<ConsentVisit.Given> consents = visit.bring(cms);
    consents.forEach(one -> one.answeredAt().forEach(at -> run.tell("  told at " + at)));
    run.expect(
        consents.size() == 1
            && consents.getFirst().consent().equals(id)
            && consents.getFirst().answers() == answers
            && consents.getFirst().answeredAt().size() == answers,
        "the holder sees each of %s answers".formatted(answers),
        consents.toString());
  }

  /** The holder withdraws it, by the certificate for user identification. */
  void withdraw(CardUser user) {
    Bytes cms =
        user.signText(
            client(
                "withdraw",
                id,
                "--with",
                "user-identification",
                "--out",
                run.file("withdrawal.p7m")),
            new WithdrawalText(id, now()).octets(),
            KeyUse.USER_IDENTIFICATION);
    JsonNode answer =
        api.ask(PARTY, "consents/" + id + "/withdrawal", "withdrawal.json", signed(cms));
    run.expect(
        answer.path("consent").asText().equals(id) && !answer.path("withdrawnAt").isMissingNode(),
        "withdrawn, at once",
        answer.toString());
  }
}
