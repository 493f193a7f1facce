package org.jitsuin.card.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card's part of what a counter does, cut off anywhere. */
class CounterAgentTest {
  private static final UUID ORDER = UUID.fromString("6f1c0a52-7f6e-4a43-9d0e-2a1d3c4b5a69");

  /** Each command is cut off in each way by the test of what writes the card. */
  private static final int STEP = 7;

  @TempDir private Path directory;
  private AgentStage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new AgentStage(directory, TestCards.blank());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private JsonNode run(ObjectNode deed) throws IOException {
    return stage.client().run(deed, UUID.randomUUID(), stage::enterBoth);
  }

  private void assertRefused(ObjectNode deed, String code) {
    assertThatThrownBy(() -> run(deed))
        .isInstanceOfSatisfying(
            AgentClient.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void finish_blankCard_holdsWhatWasIssuedWithThePinsOfTheHolder() throws IOException {
    JsonNode prepared = run(stage.prepare(ORDER));
    JsonNode readBack = run(stage.finish(ORDER, prepared)).path("readBack");

    assertThat(readBack.path("chip").asText()).isEqualTo(stage.card.saved().number());
    assertThat(readBack.path("generation").asInt()).isEqualTo(1);
    for (KeyUse use : KeyUse.values()) {
      assertThat(readBack.path("certificates").valueStream())
          .anySatisfy(one -> {
            assertThat(one.path("authority").asText()).isEqualTo(use.authority().id());
            assertThat(one.path("sha256").asText()).isEqualTo(held(use));
          });
      assertThat(stage.card.saved().pin(use).reference()).isPresent();
    }
  }

  private String held(KeyUse use) {
    Credential active = stage.card.saved().active().credential(use).orElseThrow();
    return HexFormat.of().formatHex(KeyStanding.hash(active.certificate().orElseThrow()).bytes());
  }

  @Test
  void finish_cutAnywhere_goesOnUnderItsKeyAndCertifiesNoOtherKey() throws IOException {
    List<CardInHand.Cut> cuts = List.of(CardInHand.Cut.values());
    for (int command = 0; command < 300; command += STEP) {
      UUID key = UUID.randomUUID();
      stage.card.cutAfter(command, cuts.get(command / STEP % cuts.size()));
      ObjectNode prepare = stage.prepare(ORDER);
      JsonNode prepared = untilDone(prepare, key);
      ObjectNode finish = stage.finish(ORDER, prepared);
      untilDone(finish, UUID.randomUUID());
      if (stage.card.isCutToCome()) {
        assertThat(command).isGreaterThan(20);
        return;
      }
      assertThat(stage.office.issued()).isEqualTo(2);
      stage.close();
      stage = new AgentStage(directory, TestCards.blank());
    }
    throw new AssertionError("more commands than a card needs");
  }

  /** Does it, and once more under the same key after the card was put back. */
  private JsonNode untilDone(ObjectNode deed, UUID key) throws IOException {
    try {
      return stage.client().run(deed, key, stage::enterBoth);
    } catch (AgentClient.Refused e) {
      assertThat(e.code()).isIn("CARD_REMOVED", "CARD_NOT_OURS");
      stage.card.reinsert();
      return stage.client().run(deed, key, stage::enterBoth);
    }
  }

  @Test
  void finish_agentKilledWhileTheHolderTypes_goesOnWhereItStood() throws Exception {
    JsonNode prepared = run(stage.prepare(ORDER));
    ObjectNode finish = stage.finish(ORDER, prepared);
    UUID key = UUID.randomUUID();
    awaitPin(stage.client().submit(finish, key));

    stage.restart();

    JsonNode job = stage.client().get("/jobs").path("jobs").path(0);
    assertThat(job.path("problem").path("code").asText()).isEqualTo("INTERRUPTED");
    assertThat(job.path("order").asText()).isEqualTo(ORDER.toString());
    JsonNode result = stage.client().run(finish, key, stage::enterBoth);
    assertThat(result.path("readBack").path("certificates")).hasSize(2);
    assertThat(stage.client().get("/jobs").path("jobs")).isEmpty();
  }

  /** Waits until the holder is asked. */
  private JsonNode awaitPin(JsonNode job) throws IOException {
    JsonNode seen = job;
    while (seen.path("state").asText().equals("running")) {
      seen = stage.client().await(seen);
    }
    assertThat(seen.path("state").asText()).isEqualTo("awaiting-pin");
    return seen;
  }

  @Test
  void journal_afterAll_holdsNothingOfThePerson() throws IOException {
    run(stage.finish(ORDER, run(stage.prepare(ORDER))));

    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .doesNotContain("BEGIN CERTIFICATE-", "ABC123", "abc123", stage.token());
      }
    }
  }

  @Test
  void prepare_again_givesTheSameKeys() throws IOException {
    assertThat(publicKeysAfter(stage.prepare(ORDER)))
        .isEqualTo(publicKeysAfter(stage.prepare(ORDER)));
  }

  private List<String> publicKeysAfter(ObjectNode deed) throws IOException {
    run(deed);
    List<String> hashes = new ArrayList<>();
    JsonNode card = stage.client().get("/readers/" + AgentStage.readerId() + "/card");
    assertThat(card.path("order").asText()).isEqualTo(ORDER.toString());
    card.path("keys").forEach(key -> hashes.add(key.path("newKey").asText()));
    return hashes;
  }

  @Test
  void prepare_otherOrderOnTheCard_isToldAndGoesOnAfterItWasTakenBack() throws IOException {
    UUID other = UUID.randomUUID();
    run(stage.prepare(ORDER));

    assertThatThrownBy(() -> run(stage.prepare(other)))
        .isInstanceOfSatisfying(
            AgentClient.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("ORDER_OTHER");
              assertThat(refused.problem().path("order").asText()).isEqualTo(ORDER.toString());
            });
    run(stage.deed("abandon").put("order", ORDER.toString()));

    assertThat(run(stage.prepare(other)).path("requests")).hasSize(2);
  }

  @Test
  void finish_certificatesOfOtherKeys_areNotWritten() throws IOException {
    JsonNode before = run(stage.prepare(ORDER));
    ObjectNode stale = stage.finish(ORDER, before);
    run(stage.deed("abandon").put("order", ORDER.toString()));
    assertRefused(stale, "ORDER_NOT_ON_CARD");
    run(stage.prepare(ORDER));

    assertRefused(stale, "CERTIFICATE_NOT_OF_KEY");
  }

  @Test
  void job_otherCardInTheReader_isRefused() {
    assertRefused(stage.prepare(ORDER).put("chip", "SOMEBODYELSES"), "CARD_DIFFERS");
  }

  @Test
  void job_secondAtOneReader_isRefusedUntilTheFirstEnds() throws IOException {
    ObjectNode setPin = stage.deed("set-pin").put("certificate", "user-identification");
    JsonNode waiting = awaitPin(stage.client().submit(setPin, UUID.randomUUID()));

    assertRefused(stage.prepare(ORDER), "CARD_BUSY");
    HttpRequest cancel = stage.request("/jobs/" + waiting.path("job").asText()).DELETE().build();
    assertThat(stage.send(cancel).statusCode()).isEqualTo(204);
    JsonNode ended = waiting;
    while (!ended.path("state").asText().equals("failed")) {
      ended = stage.client().await(ended);
    }

    assertThat(ended.path("problem").path("code").asText()).isEqualTo("PIN_CANCELLED");
    assertThat(run(stage.prepare(ORDER)).path("requests")).hasSize(2);
  }

  @Test
  void key_again_isTheSameJobAndNothingElse() throws IOException {
    UUID key = UUID.randomUUID();
    JsonNode first = stage.client().run(stage.prepare(ORDER), key, _ -> {});
    JsonNode second = stage.client().run(stage.prepare(ORDER), key, _ -> {});

    assertThat(second).isEqualTo(first);
    assertThatThrownBy(
            () -> stage.client().submit(stage.deed("abandon").put("order", ORDER.toString()), key))
        .hasMessageContaining("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void pinPage_wrongEntries_areToldAndOtherOriginsAreNot() throws IOException {
    ObjectNode setPin = stage.deed("set-pin").put("certificate", "signature");
    JsonNode job = awaitPin(stage.client().submit(setPin, UUID.randomUUID()));
    String page = job.path("pin").path("page").asText();

    HttpResponse<String> shown = stage.send(HttpRequest.newBuilder(URI.create(page)).build());
    assertThat(shown.body()).contains("署名用電子証明書の暗証番号", "PIN of the certificate for signatures");
    assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    String own = stage.address();
    assertThat(stage.enter(job, KeyUse.SIGNATURE, "abc123", "abc124", own).body())
        .contains("Both entries differ");
    assertThat(stage.enter(job, KeyUse.SIGNATURE, "abcdef", "abcdef", own).statusCode())
        .isEqualTo(422);
    assertThat(
            stage.enter(job, KeyUse.SIGNATURE, "abc123", "abc123", AgentStage.ORIGIN).statusCode())
        .isEqualTo(403);
    assertThat(stage.card.saved().pin(KeyUse.SIGNATURE).reference()).isEmpty();
    stage.enter(job, KeyUse.SIGNATURE, "abc123", "abc123", own);
    JsonNode end = job;
    while (!end.path("state").asText().equals("done")) {
      end = stage.client().await(end);
    }

    assertThat(stage.card.saved().pin(KeyUse.SIGNATURE).reference()).isPresent();
  }

  @Test
  void end_card_doesNothingMore() throws IOException {
    run(stage.deed("end"));
    run(stage.deed("end"));

    assertRefused(stage.prepare(ORDER), "CARD_ENDED");
    assertThat(
            stage
                .client()
                .get("/readers/" + AgentStage.readerId() + "/card")
                .path("ended")
                .asBoolean())
        .isTrue();
  }
}
