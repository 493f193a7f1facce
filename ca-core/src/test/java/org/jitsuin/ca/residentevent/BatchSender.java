package org.jitsuin.ca.residentevent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.api.event.EventLines;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.EventLimits;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEventBatch.Sending;
import org.jitsuin.ca.residentevent.StreamEvents.Ended;
import org.jitsuin.ca.residentevent.StreamEvents.Limits;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;

/** What takes in batches, put together on a fixture as the server does it. */
record BatchSender(
    StaffMember register,
    ApplyEventBatch applyEventBatch,
    StreamEvents streamEvents,
    CaFixture ca) {
  static final Limits LIMITS = new Limits(100_000, Duration.ofSeconds(5), Duration.ofHours(1));
  private static final EventLimits MANY = breakers(1_000_000);
  private static final ObjectMapper JSON = new ObjectMapper();

  static BatchSender on(CaFixture ca) {
    return on(ca, ca.stack().jdbi("ca"), LIMITS);
  }

  static BatchSender on(CaFixture ca, Jdbi database, Limits limits) {
    return on(ca, database, limits, new EventLines());
  }

  static BatchSender on(CaFixture ca, Jdbi database, Limits limits, EventLine.Format lines) {
    return on(ca, database, ca.staff("register"), limits, lines, MANY);
  }

  /** Somebody's sender, on a server whose breakers let so many events of each class pass. */
  static BatchSender on(CaFixture ca, Jdbi database, StaffMember register, long most) {
    return on(ca, database, register, LIMITS, new EventLines(), breakers(most));
  }

  private static BatchSender on(
      CaFixture ca,
      Jdbi database,
      StaffMember register,
      Limits limits,
      EventLine.Format lines,
      EventLimits breakers) {
    Transactions transactions = new Transactions(database, ca.clock());
    ApplyEvents events =
        new ApplyEvents(
            transactions,
            new LifeCycle(CaFixture.POLICY),
            Municipalities.read(),
            ca.clock(),
            ca.auditLog(),
            new EventBrakes(transactions, breakers, ca.clock()));
    ApplyEventBatch batch = new ApplyEventBatch(transactions, events, ca.clock(), ca.auditLog());
    return new BatchSender(register, batch, new StreamEvents(batch, lines, ca.clock(), limits), ca);
  }

  private static EventLimits breakers(long most) {
    return new EventLimits(
        Stream.of(EventClass.values()).collect(Collectors.toMap(one -> one, _ -> most)), 1);
  }

  Sending sending(String key) {
    return new Sending(new BatchId(register.person(), key), register.actor());
  }

  /** The answers to lines that come all at once, the first of which has that number. */
  List<JsonNode> send(String key, long from, List<String> lines) {
    byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return stream(key, from, atHand(octets)).answers();
  }

  /** The answers and how it ended. */
  record Sent(List<JsonNode> answers, Ended ended) {
    Optional<RefusalCode> stopped() {
      return ended.why().map(Refusal::code);
    }
  }

  Sent stream(String key, long from, InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      applyEventBatch.begin(sending(key).id(), from);
      Ended ended = streamEvents.run(sending(key), from, in, out);
      return new Sent(answers(out.toByteArray()), ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> answers(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8)
        .lines()
        .map(line -> {
          try {
            return JSON.readTree(line);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }

  static List<String> statuses(List<JsonNode> answers) {
    return answers.stream().map(answer -> answer.get("status").asText()).toList();
  }

  /** Octets of which a read never waits. */
  static InputStream atHand(byte[] octets) {
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int available() {
        return 1;
      }
    };
  }

  /** A move within Kiyose-shi as a line. */
  static String move(String event, String registerId) {
    return """
    {"event":"%s","registerId":"%s","kind":"address-changed","occurredOn":"2025-10-27",\
    "municipality":"13221","address":"東京都清瀬市松山一丁目２番３号"}\
    """
        .formatted(event, registerId);
  }

  /** How many of the events whose ids begin so are recorded. */
  long recorded(String prefix) {
    return ca.count("SELECT COUNT(*) FROM ca.resident_event WHERE event_id LIKE ?", prefix + "%");
  }
}
