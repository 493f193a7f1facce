package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be done is refused as such: never with a 5xx, and never with "send it again". */
@Tag("deployed")
class BadInputIT extends DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(50);

  private static final String MOUNTAIN = "%E5%B1%B1";

  private final OfficeRequests desk = new OfficeRequests(installation());

  /** In a registration that is good but for that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1980-02-17 | 1980-02-16T15:00:00.000Z | birthDate",
        "1980-02-17 | 1980-02-16T23:59:59 | birthDate",
        "'\"1980-02-17\"' | [1980,2,16] | birthDate",
        "'\"1980-02-17\"' | 3699 | birthDate",
        "'\"sex\"' | '\"stay\":{\"status\":\"other\",\"until\":\"+12027-03-31\"},\"sex\"' | until",
        "'\"sex\"' | '\"stay\":{\"status\":\"other\",\"until\":null},\"sex\"' | until",
        "'\"sex\"' | '\"stay\":null,\"sex\"' | stay",
        "'\"female\"' | null | sex",
        "'\"13221\"' | null | municipality",
        "'\"13221\",' | '\"13221\",\"issuedOn\":\"+12027-03-31\",' | issuedOn",
        "'\"13221\",' | '\"13221\",\"applicationReceivedOn\":\"0000-01-01\",' | applicationReceivedOn",
        "花子 | ﾊﾅｺ | name",
        "花子 | \\ud842 | name"
      })
  void registration_withAValueThatNoneCanHave_isRefused(String good, String bad, String member)
      throws IOException {
    String registration = TestCard.registration("R-" + UUID.randomUUID(), "13221");
    Answer answer = desk.as("clerk-13221").post("/cards", registration.replace(good, bad));
    desk.refused("REQUEST_INVALID", answer);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("detail").asText()).contains(member);
  }

  @Test
  void registration_withoutAHolder_isRefused() throws IOException {
    StaffClient clerk = desk.as("clerk-13221");
    desk.refused(
        "REQUEST_INVALID", clerk.post("/cards", "{\"municipality\":\"13221\",\"holder\":null}"));
    desk.refused("REQUEST_INVALID", clerk.post("/cards", "{\"municipality\":\"13221\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/certificates?registerId=" + MOUNTAIN,
        "/cards?registerId=" + MOUNTAIN,
        "/cards?registerId=R-1&after=" + MOUNTAIN,
        "/cards?registerId=R-1&after=R-2",
        "/certificates?serial=" + MOUNTAIN,
        "/certificates?after=" + MOUNTAIN,
        "/certificates?limit=%EF%BC%91",
        "/certificates?limit=99999999999999999999",
        "/certificates?expiringBefore=%2B999999999-12-31",
        "/certificates?expiringBefore=%2B12027-03-31",
        "/certificates?expiringBefore=2027-03-31T00:00:00Z",
        "/certificates?expiringBefore=0000-00-00",
        "/suspensions?days=99999999999999999999",
        "/expiry-notices?within-months=99999999999999999999"
      })
  void parameter_thatIsBeyondAll_isRefused(String path) throws IOException {
    Answer answer = desk.as("clerk-13221").get(path);
    desk.refused("REQUEST_INVALID", answer);
    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit/entries?from=%2B1000000000-12-31T00:00:00Z",
        "/audit/entries?until=%2B1000000000-12-31T00:00:00Z",
        "/audit/entries?from=-1000000000-01-01T00:00:00Z",
        "/audit/entries?from=2025-10-27",
        "/audit/entries?after=99999999999999999999",
        "/audit/entries?card=" + MOUNTAIN,
        "/audit/entries?actor=" + MOUNTAIN,
        "/audit/entries/99999999999999999999",
        "/statistics?municipality=" + MOUNTAIN,
        "/statistics?after=" + MOUNTAIN
      })
  void parameterOfAnAuditor_thatIsBeyondAll_isRefused(String path) throws IOException {
    Answer answer = desk.as("auditor").get(path);
    desk.refused("REQUEST_INVALID", answer);
    assertThat(answer.status()).isEqualTo(400);
  }

  /** Names that nothing can have are names of nothing. */
  @ParameterizedTest
  @CsvSource({
    "clerk-13221, /cards/%E5%B1%B1, CARD_UNKNOWN",
    "clerk-13221, /cards/%E5%B1%B1/expiry-notice, CARD_UNKNOWN",
    "clerk-13221, /certificates/signature/%E5%B1%B1/lineage, CERTIFICATE_UNKNOWN",
    "clerk-13221, /certificates/%E5%B1%B1/00/lineage, CERTIFICATE_UNKNOWN",
    "clerk-13221, /applications/%E5%B1%B1, APPLICATION_UNKNOWN",
    "supervisor-13221, /revocation-jobs/%E5%B1%B1, JOB_UNKNOWN",
    "operator, /relying-parties/%E5%B1%B1, RELYING_PARTY_UNKNOWN",
    "operator, /offices/%E5%B1%B1/dual-control, MUNICIPALITY_UNKNOWN",
    "relying-party, /consents/%E5%B1%B1, CONSENT_UNKNOWN",
    "relying-party, /consents/%E5%B1%B1/data, CONSENT_UNKNOWN",
    "register, /resident-events/batches/%E5%B1%B1, BATCH_UNKNOWN"
  })
  void address_withWhatNothingCanBeCalled_isUnknown(String who, String path, String code)
      throws IOException {
    Answer answer = desk.as(who).get(path);
    desk.refused(code, answer);
    assertThat(answer.status()).isLessThan(500);
  }

  /** One person to everybody, however their name and address are written. */
  @Test
  void person_writtenInOtherCodePoints_isTheSame() throws Exception {
    String name = "符号－" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    TestCard card =
        TestCard.register(
            installation(), json -> json.replace("山田　花子", name).replace("８４２", "８－２"));
    // Certificates begin with whole seconds: with one behind that in which the person was known.
    Instant known = Clocks.system().instant();
    while (!Clocks.system().instant().truncatedTo(ChronoUnit.SECONDS).isAfter(known)) {
      Thread.sleep(STEP);
    }
    desk.issue(card);
    String other = name.replace('－', '−');
    String search = "{\"name\":\"%s\",\"birthDate\":\"1980-02-17\"}".formatted(other);
    assertThat(
            desk.answer(200, desk.as("lossline").post("/cards/search", search))
                .at("/cards/0/card")
                .asText())
        .isEqualTo(card.id);
    String event =
        """
        {"event":"E-%s","registerId":"%s","kind":"name-changed","occurredOn":"2026-11-01",
         "name":"%s"}
        """
            .formatted(UUID.randomUUID(), card.registerId, other);
    assertThat(desk.answer(200, desk.as("register").post("/resident-events", event)).get("revoked"))
        .isEmpty();
    assertThat(
            desk.answer(200, desk.as("clerk-13221").get("/cards/" + card.id))
                .at("/holder/name")
                .asText())
        .isEqualTo(other);
  }
}
