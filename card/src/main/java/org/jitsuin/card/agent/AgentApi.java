package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.counter.Readers;

/** What the agent answers to whom the gate let in. */
final class AgentApi {
  /** The version of the API. */
  private static final int VERSION = 1;

  private static final int LONGEST_WAIT = 20;
  private static final Pattern WAIT = Pattern.compile("wait=([0-9]{1,2})(?:&seen=([a-z-]{1,16}))?");

  private final CardDesk desk;
  private final Jobs jobs;
  private final String pinKind;

  AgentApi(CardDesk desk, Jobs jobs, String pinKind) {
    this.desk = desk;
    this.jobs = jobs;
    this.pinKind = pinKind;
  }

  /**
   * A request, its body read.
   *
   * @param query as it came, or empty
   */
  record Request(String method, String path, String query, Gate.Headers headers, Bytes body) {}

  /**
   * Answers.
   *
   * @throws CounterFailure if something is refused
   */
  Reply answer(Request request) {
    Route.Found found =
        Route.find(request.method(), request.path())
            .orElseThrow(() ->
                new CounterFailure(
                    Route.isKnown(request.path())
                        ? ProblemCode.METHOD_NOT_ALLOWED
                        : ProblemCode.ADDRESS_UNKNOWN));
    if (found.route() != Route.JOB && !request.query().isEmpty()) {
      throw CounterFailure.saying(ProblemCode.REQUEST_INVALID, "parameters");
    }
    return switch (found.route()) {
      case AGENT -> Reply.of(200, about());
      case READERS -> Reply.of(200, AgentJson.readers(desk.readers()));
      case CARD -> card(found.variable());
      case JOBS -> Reply.of(200, open());
      case NEW_JOB -> submit(request);
      case JOB -> job(found.variable(), request.query());
      case CANCEL -> cancel(found.variable());
    };
  }

  private ObjectNode about() {
    return AgentJson.object()
        .put("agent", "jitsuin-counter")
        .put("api", VERSION)
        .put("pins", pinKind);
  }

  private Reply card(String reader) {
    Readers.Reader found =
        desk.readers().stream()
            .filter(one -> one.id().equals(reader))
            .findFirst()
            .orElseThrow(() -> new CounterFailure(ProblemCode.READER_UNKNOWN));
    if (!found.card()) {
      throw new CounterFailure(ProblemCode.CARD_ABSENT);
    }
    return Reply.of(200, AgentJson.card(reader, desk.view(reader)));
  }

  private ObjectNode open() {
    ObjectNode answer = AgentJson.object();
    ArrayNode list = answer.putArray("jobs");
    jobs.open().forEach(job -> list.add(AgentJson.job(job.seen())));
    return answer;
  }

  private Reply submit(Request request) {
    String key =
        request
            .headers()
            .get("Idempotency-Key")
            .orElseThrow(() -> new CounterFailure(ProblemCode.IDEMPOTENCY_KEY_MISSING));
    if (DeedReader.uuid(key).isEmpty()) {
      throw CounterFailure.saying(ProblemCode.REQUEST_INVALID, "Idempotency-Key: UUID");
    }
    String digest = HexFormat.of().formatHex(request.body().fingerprint().octets());
    Job job = jobs.submit(key, digest, DeedReader.read(request.body().bytes()));
    return Reply.of(202, AgentJson.job(job.seen()));
  }

  private Reply job(String id, String query) {
    Job job = find(id);
    if (query.isEmpty()) {
      return Reply.of(200, AgentJson.job(job.seen()));
    }
    Matcher wait = WAIT.matcher(query);
    if (!wait.matches() || Integer.parseInt(wait.group(1)) > LONGEST_WAIT) {
      throw CounterFailure.saying(ProblemCode.REQUEST_INVALID, "wait: 0-" + LONGEST_WAIT);
    }
    Optional<JobState> seenBefore = Optional.ofNullable(wait.group(2)).map(AgentApi::state);
    try {
      Job.Seen seen = job.await(seenBefore, Duration.ofSeconds(Integer.parseInt(wait.group(1))));
      return Reply.of(200, AgentJson.job(seen));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CounterFailure(ProblemCode.INTERRUPTED, e);
    }
  }

  private static JobState state(String id) {
    return JobState.byId(id)
        .orElseThrow(() -> CounterFailure.saying(ProblemCode.REQUEST_INVALID, "seen"));
  }

  private Reply cancel(String id) {
    jobs.cancel(find(id));
    return Reply.nothing(Map.of());
  }

  private Job find(String id) {
    Optional<UUID> uuid = DeedReader.uuid(id);
    return jobs.find(uuid.orElseThrow(() -> new CounterFailure(ProblemCode.JOB_UNKNOWN)));
  }
}
