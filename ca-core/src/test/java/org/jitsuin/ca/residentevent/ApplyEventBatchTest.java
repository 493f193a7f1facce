package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEventBatch.Sending;
import org.jitsuin.ca.residentevent.BatchSender.Sent;
import org.jitsuin.ca.residentevent.StreamEvents.Ended;
import org.jitsuin.ca.residentevent.StreamEvents.Limits;
import org.jitsuin.ca.staff.StaffPersonView;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.StaffFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
class ApplyEventBatchTest {
  private final CaFixture ca = CaFixture.started();
  private final BatchSender sender = BatchSender.on(ca);
  private final String key = "b-" + UUID.randomUUID();

  @AfterEach
  void end() {
    ca.close();
  }

  private BatchProgress progress() {
    return sender.applyEventBatch().progress(sender.sending(key).id()).orElseThrow();
  }

  private String line(int number) {
    return BatchSender.move(key + "-" + number, key + "-r" + number);
  }

  private List<String> lines(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(this::line).toList();
  }

  @Test
  void send_moreThanAChunk_answersEachLineInItsPlace() {
    List<JsonNode> answers = sender.send(key, 1, lines(1_203));
    assertThat(answers).hasSize(1_203);
    assertThat(answers)
        .extracting(answer -> answer.get("line").asInt())
        .isEqualTo(IntStream.rangeClosed(1, 1_203).boxed().toList());
    assertThat(answers.getLast().get("event").asText()).isEqualTo(key + "-1203");
    assertThat(BatchSender.statuses(answers)).containsOnly("done");
    assertThat(progress().lines()).isEqualTo(1_203);
    assertThat(progress().refused()).isZero();
    assertThat(sender.recorded(key)).isEqualTo(1_203);
  }

  @Test
  void send_badLines_areRefusedAloneAndLeaveTheirTrace() {
    long refusals = ca.count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused'");
    List<String> lines =
        List.of(
            line(1),
            "not json",
            "",
            "{\"event\":\"123456789012\"}",
            "[".repeat(100),
            "x".repeat(20_000),
            line(2).replace("2025-10-27", "9999-12-31"),
            line(3).replace("\"13221\"", "\"99999\""),
            line(4).replace("松山", "\\u0000"),
            line(5));
    List<JsonNode> answers = sender.send(key, 1, lines);
    assertThat(BatchSender.statuses(answers))
        .containsExactly(
            "done", "refused", "refused", "refused", "refused", "refused", "refused", "refused",
            "refused", "done");
    assertThat(answers.get(3).has("event")).isFalse();
    assertThat(answers.get(6).get("event").asText()).isEqualTo(key + "-2");
    assertThat(answers.get(7).get("code").asText()).isEqualTo("MUNICIPALITY_UNKNOWN");
    assertThat(answers.get(7).get("detailJa").asText()).contains("99999");
    assertThat(progress().refused()).isEqualTo(8);
    assertThat(ca.count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused'"))
        .isGreaterThanOrEqualTo(refusals + 8);
    assertThat(sender.recorded(key)).isEqualTo(2);
  }

  /** Whatever is wrong with one resident's row is nobody else's concern. */
  @Test
  void send_eventThatCannotBeDecided_isRefusedAndTheOthersAreDone() {
    Card broken = ca.card();
    Card sound = ca.card();
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.resident SET name_flags = '' WHERE register_id = ?",
                broken.registerId()));
    List<JsonNode> answers =
        sender.send(
            key,
            1,
            List.of(
                line(1),
                BatchSender.move(key + "-broken", broken.registerId()),
                BatchSender.move(key + "-sound", sound.registerId())));
    assertThat(BatchSender.statuses(answers)).containsExactly("done", "refused", "done");
    assertThat(answers.get(1).get("code").asText()).isEqualTo("EVENT_BROKEN");
    assertThat(progress().lines()).isEqualTo(3);
    assertThat(progress().refused()).isOne();
    assertThat(sender.recorded(key)).isEqualTo(2);
  }

  /** What the database will never take is no reason to say "send again", nor to stop the others. */
  @ParameterizedTest
  @CsvSource({"22007, VALUE_NOT_STORED", "23000, VALUE_NOT_STORED", "42000, EVENT_BROKEN"})
  void send_eventThatTheDatabaseRefuses_isRefusedAndTheOthersAreDone(String state, String code) {
    Card broken = ca.card();
    Card sound = ca.card();
    String trigger = "ca.refuses_" + state;
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                CREATE TRIGGER %s BEFORE INSERT ON ca.resident FOR EACH ROW
                  IF NEW.register_id = '%s' THEN SIGNAL SQLSTATE '%s'; END IF
                """
                    .formatted(trigger, broken.registerId(), state)));
    List<JsonNode> answers;
    try {
      answers =
          sender.send(
              key,
              1,
              List.of(
                  line(1),
                  BatchSender.move(key + "-broken", broken.registerId()),
                  BatchSender.move(key + "-sound", sound.registerId())));
    } finally {
      ca.admin().useHandle(handle -> handle.execute("DROP TRIGGER " + trigger));
    }
    assertThat(BatchSender.statuses(answers)).containsExactly("done", "refused", "done");
    assertThat(answers.get(1).get("code").asText()).isEqualTo(code);
    assertThat(progress().lines()).isEqualTo(3);
    assertThat(sender.recorded(key)).isEqualTo(2);
  }

  /** Each line goes through the reader that requests go through. */
  @Test
  void send_linesThatNoRequestMayBe_areRefused() {
    List<String> lines =
        List.of(
            line(1).replace("2025-10-27", "2025-10-26T15:00:00Z"),
            line(2).replace("\"2025-10-27\"", "[2025,10,27]"),
            line(3).replace("2025-10-27", "+12027-10-27"),
            line(4).replace("\"address\"", "\"sex\":null,\"address\""),
            line(5).replace("松山", "1234-5678-9018"),
            line(6).replace("松山", "ﾏﾂﾔﾏ"),
            line(7) + "x",
            line(8));
    List<JsonNode> answers = sender.send(key, 1, lines);
    assertThat(BatchSender.statuses(answers).subList(0, 7)).containsOnly("refused");
    assertThat(answers.subList(0, 7))
        .extracting(answer -> answer.get("code").asText())
        .containsExactly(
            "REQUEST_INVALID",
            "REQUEST_INVALID",
            "REQUEST_INVALID",
            "REQUEST_INVALID",
            "MY_NUMBER_NOT_ACCEPTED",
            "REQUEST_INVALID",
            "REQUEST_INVALID");
    assertThat(answers.toString()).doesNotContain("1234-5678-9018", "12027");
    assertThat(answers.get(7).get("status").asText()).isEqualTo("done");
  }

  @Test
  void send_againWhollyOrFromWhereItWas_countsEachLineOnce() {
    List<String> lines = new ArrayList<>(lines(700));
    lines.set(9, "{}");
    sender.send(key, 1, lines.subList(0, 600));
    assertThat(BatchSender.statuses(sender.send(key, 1, lines)))
        .filteredOn("done"::equals)
        .hasSize(100);
    assertThat(progress().lines()).isEqualTo(700);
    assertThat(progress().refused()).isOne();
    List<JsonNode> rest = sender.send(key, 701, List.of(line(701)));
    assertThat(rest.getFirst().get("line").asInt()).isEqualTo(701);
    assertThat(progress().lines()).isEqualTo(701);
    assertThat(sender.recorded(key)).isEqualTo(700);
  }

  @Test
  void begin_beyondWhatCame_isRefused() {
    sender.send(key, 1, lines(3));
    assertThat(sender.applyEventBatch().begin(sender.sending(key).id(), 5))
        .isEqualTo(Outcome.refused(RefusalCode.BATCH_GAP, "4"));
    assertThat(sender.applyEventBatch().begin(sender.sending(key + "x").id(), 2))
        .isEqualTo(Outcome.refused(RefusalCode.BATCH_GAP, "1"));
    assertThat(sender.applyEventBatch().progress(sender.sending(key + "x").id())).isEmpty();
  }

  @Test
  void send_eventsOfOneResidentAndOneIdInOneChunk_comeInTheirOrder() {
    ServedResident served = ServedResident.on(ca);
    String id = served.card().registerId();
    String move = BatchSender.move(key + "-move", id);
    String back =
        """
        {"event":"%s","registerId":"%s","kind":"address-changed","occurredOn":"2025-10-28",\
        "municipality":"13104","address":"東京都新宿区"}\
        """
            .formatted(key + "-back", id);
    List<JsonNode> answers =
        sender.send(key, 1, List.of(move, move, back, move.replace("松山", "梅園")));
    assertThat(BatchSender.statuses(answers))
        .containsExactly("done", "repeated", "done", "refused");
    assertThat(answers.get(0).get("revoked")).hasSize(1);
    assertThat(answers.get(1).get("revoked")).isEqualTo(answers.get(0).get("revoked"));
    assertThat(answers.get(2).get("revoked")).isEmpty();
    assertThat(ca.resident(id).municipality()).isEqualTo("13104");
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
  }

  @Test
  void send_brokenOffInALine_takesInNoneOfThatLine() {
    byte[] begun = (line(1) + "\n" + line(2)).getBytes(StandardCharsets.UTF_8);
    InputStream broken =
        new SequenceInputStream(BatchSender.atHand(begun), brokenStream()) {
          @Override
          public int available() {
            return 1;
          }
        };
    assertThatThrownBy(() -> sender.stream(key, 1, broken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sender.recorded(key + "-2")).isZero();
  }

  private static InputStream brokenStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("broken off");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return read();
      }
    };
  }

  @Test
  void send_nothingComes_isStoppedWithTheNextLine() {
    Limits impatient = new Limits(10, Duration.ofMillis(20), Duration.ofHours(1));
    BatchSender stopping = BatchSender.on(ca, ca.stack().jdbi("ca"), impatient);
    byte[] begun = (line(1) + "\n" + "{\"half").getBytes(StandardCharsets.UTF_8);
    // Where nothing is at hand any more, a read would block.
    Sent sent = stopping.stream(key, 1, new ByteArrayInputStream(begun));
    assertThat(BatchSender.statuses(sent.answers())).containsExactly("done");
    assertThat(sent.ended().next()).isEqualTo(2);
    assertThat(sent.stopped()).contains(RefusalCode.BATCH_STOPPED);
  }

  @Test
  void send_moreLinesThanAllowed_isStoppedAndGoesOn() {
    Limits few = new Limits(10, Duration.ofSeconds(5), Duration.ofHours(1));
    BatchSender stopping = BatchSender.on(ca, ca.stack().jdbi("ca"), few);
    byte[] eleven = String.join("\n", lines(11)).getBytes(StandardCharsets.UTF_8);
    Sent sent = stopping.stream(key, 1, BatchSender.atHand(eleven));
    assertThat(sent.answers()).hasSize(10);
    assertThat(sent.ended().next()).isEqualTo(11);
    assertThat(sent.stopped()).contains(RefusalCode.BATCH_STOPPED);
    assertThat(stopping.send(key, 11, List.of(line(11)))).hasSize(1);
    assertThat(stopping.send(key, 1, lines(10))).hasSize(10);
    assertThat(progress().lines()).isEqualTo(11);
  }

  /** The connection is open still, but nothing more is taken in of who was shut out meanwhile. */
  @Test
  void send_senderIsShutOutInTheMiddle_endsThere() throws IOException {
    try (StaffFixture staff = StaffFixture.started()) {
      StaffMember feed = staff.registered(StaffFixture.seat(StaffFixture.id(), Role.REGISTER_FEED));
      Sending sending = Sending.of(new BatchId(feed.person(), key), feed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(stream(sending, 1, lines(3), out).complete()).isTrue();

      StaffPersonView _ = CaFixture.done(staff.block(staff.one(), feed.person()));
      Ended ended = stream(sending, 4, List.of(line(4)), out);

      assertThat(ended.complete()).isFalse();
      assertThat(ended.next()).isEqualTo(4);
      assertThat(ended.why().map(Refusal::code)).contains(RefusalCode.STAFF_UNKNOWN);
      assertThat(BatchSender.answers(out.toByteArray())).hasSize(3);
      assertThat(sender.applyEventBatch().progress(sending.id()).orElseThrow().lines())
          .isEqualTo(3);
    }
  }

  private Ended stream(Sending sending, long from, List<String> lines, OutputStream out)
      throws IOException {
    BatchProgress _ = CaFixture.done(sender.applyEventBatch().begin(sending.id(), from));
    byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return sender.streamEvents().run(sending, from, BatchSender.atHand(octets), out);
  }

  @Test
  void send_sameKeyOfAnotherCaller_isAnotherBatch() {
    sender.send(key, 1, lines(2));
    assertThat(sender.applyEventBatch().progress(new BatchId("somebody-else", key))).isEmpty();
  }

  /** Two connections of the same sender, or two servers: nothing twice, nothing lost. */
  @Test
  void send_sameBatchTwiceAtOnce_hasEveryEffectOnce()
      throws InterruptedException, ExecutionException {
    List<ServedResident> served = served(8);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      ServedResident one = served.get(i % served.size());
      lines.add(BatchSender.move(key + "-" + i, one.card().registerId()));
    }
    List<List<JsonNode>> answers = AtOnce.run(3, () -> sender.send(key, 1, lines));
    long done =
        answers.stream()
            .flatMap(each -> BatchSender.statuses(each).stream())
            .filter("done"::equals)
            .count();
    assertThat(done).isEqualTo(600);
    assertThat(progress().lines()).isEqualTo(600);
    assertRevokedOnce(served);
  }

  /** The same residents in opposite orders: they wait for each other in turn. */
  @Test
  void send_twoBatchesOverTheSameResidentsAtOnce_bothEnd()
      throws InterruptedException, ExecutionException {
    List<ServedResident> served = served(12);
    AtomicInteger next = new AtomicInteger();
    List<List<JsonNode>> answers =
        AtOnce.run(
            4,
            () -> {
              int mine = next.getAndIncrement();
              List<String> lines = new ArrayList<>();
              for (int i = 0; i < 240; i++) {
                ServedResident one = served.get(i % served.size());
                String event = key + "-" + mine + "-" + i;
                lines.add(BatchSender.move(event, one.card().registerId()));
                // Of nobody, and the same in all batches.
                lines.add(line(i));
              }
              if (mine % 2 == 1) {
                Collections.reverse(lines);
              }
              return sender.send(key + "-" + mine, 1, lines);
            });
    assertThat(answers)
        .allSatisfy(each -> assertThat(BatchSender.statuses(each)).doesNotContain("refused"));
    assertThat(sender.recorded(key)).isEqualTo(4 * 240 + 240);
    assertRevokedOnce(served);
  }

  /** The server dies at every step there is; the batch is sent again and ends exactly. */
  @Test
  void send_serverDiesAtAnyStep_everyEventOnceInTheEnd() {
    List<ServedResident> served = served(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(BatchSender.move(key + "-" + i, served.get(i % served.size()).card().registerId()));
    }
    byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    int deaths = 0;
    for (int steps = 1; deaths < 200; steps++) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca")));
      BatchSender dies = BatchSender.on(ca, dying, BatchSender.LIMITS);
      try {
        if (dies.stream(key, 1, BatchSender.atHand(octets)).ended().complete()) {
          break;
        }
      } catch (Fault e) {
        // It died before the first line.
      }
      deaths++;
    }
    assertThat(deaths).isBetween(10, 100);
    assertThat(BatchSender.statuses(sender.send(key, 1, lines))).containsOnly("repeated");
    assertThat(progress().lines()).isEqualTo(12);
    assertThat(progress().refused()).isZero();
    assertThat(sender.recorded(key)).isEqualTo(12);
    assertRevokedOnce(served);
  }

  /** As a power cut under the database. */
  @Test
  void send_databaseKilledInTheMiddle_goesOnAfterwards() throws IOException {
    List<ServedResident> served = served(3);
    List<String> lines = new ArrayList<>(lines(1_600));
    lines.set(20, BatchSender.move(key + "-21", served.get(0).card().registerId()));
    lines.set(700, BatchSender.move(key + "-701", served.get(1).card().registerId()));
    lines.set(1_500, BatchSender.move(key + "-1501", served.get(2).card().registerId()));
    byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    InputStream killing =
        new ByteArrayInputStream(octets) {
          private boolean killed;

          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            if (pos > octets.length / 2 && !killed) {
              killed = true;
              ca.stack().database().kill();
            }
            return super.read(buffer, offset, Math.min(length, 4_096));
          }

          @Override
          public synchronized int available() {
            return 1;
          }
        };
    Sent sent = sender.stream(key, 1, killing);
    ca.stack().restartDatabase();
    assertThat(sent.ended().complete()).isFalse();
    assertThat(sent.stopped()).isEmpty();
    int acknowledged = sent.answers().size();
    assertThat(acknowledged).isPositive();
    assertThat(progress().lines()).isGreaterThanOrEqualTo(acknowledged);
    assertThat(sender.recorded(key)).isEqualTo(progress().lines());

    long from = progress().next();
    List<JsonNode> rest = sender.send(key, from, lines.subList((int) from - 1, lines.size()));
    assertThat(BatchSender.statuses(rest)).containsOnly("done");
    assertThat(sender.recorded(key)).isEqualTo(1_600);
    assertRevokedOnce(served);
  }

  private List<ServedResident> served(int count) {
    return IntStream.range(0, count).mapToObj(_ -> ServedResident.on(ca)).toList();
  }

  private static void assertRevokedOnce(List<ServedResident> served) {
    for (ServedResident one : served) {
      CardCertificate signature = one.signature();
      assertThat(one.now(signature).revocation()).isPresent();
      assertThat(one.now(one.identification()).revocation()).isEmpty();
      assertThat(one.rows("status.feed", signature)).isEqualTo(2);
      assertThat(one.rows("status.revocation", signature)).isOne();
      assertThat(one.entries("certificate-revoked")).isOne();
    }
  }
}
