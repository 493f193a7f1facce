package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.card.state.DurableFile;

/** What was asked of an agent, on the disk before it is begun: a file for each job. */
final class Journal {
  /** So many are kept; the oldest goes. */
  static final int LONGEST = 200;

  private static final String SUFFIX = ".json";

  private final Path directory;

  Journal(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /**
   * All jobs, the oldest first. A file that cannot be read is left out: it was of an older form.
   */
  List<JobRecord> load() throws IOException {
    List<JobRecord> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
        read(file).ifPresent(records::add);
      }
    }
    records.sort(Comparator.comparingLong(JobRecord::at));
    return records;
  }

  void save(JobRecord record) {
    try {
      DurableFile.replace(file(record.id()), AgentJson.write(encoded(record)));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of the counter agent cannot be written", e);
    }
  }

  void remove(UUID job) {
    try {
      Files.deleteIfExists(file(job));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of the counter agent cannot be written", e);
    }
  }

  private Path file(UUID job) {
    return directory.resolve(job + SUFFIX);
  }

  private static ObjectNode encoded(JobRecord record) {
    ObjectNode node = AgentJson.object();
    node.put("job", record.id().toString());
    node.put("key", record.key());
    node.put("digest", record.digest());
    node.put("do", record.deed());
    node.put("reader", record.reader());
    node.put("chip", record.chip());
    record.order().ifPresent(order -> node.put("order", order.toString()));
    node.put("at", record.at());
    node.put("state", record.state().id());
    record.result().ifPresent(result -> node.set("result", result));
    record.problem().ifPresent(problem -> node.set("problem", problem));
    return node;
  }

  private static Optional<JobRecord> read(Path file) throws IOException {
    try {
      JsonNode node = AgentJson.read(Files.readAllBytes(file));
      return Optional.of(
          new JobRecord(
              UUID.fromString(node.path("job").asText()),
              node.path("key").asText(),
              node.path("digest").asText(),
              node.path("do").asText(),
              node.path("reader").asText(),
              node.path("chip").asText(),
              Optional.ofNullable(node.get("order")).map(text -> UUID.fromString(text.asText())),
              node.path("at").asLong(),
              JobState.byId(node.path("state").asText()).orElseThrow(),
              member(node, "result"),
              member(node, "problem")));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> member(JsonNode node, String name) {
    return node.get(name) instanceof ObjectNode member ? Optional.of(member) : Optional.empty();
  }
}
