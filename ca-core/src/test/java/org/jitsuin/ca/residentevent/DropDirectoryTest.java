package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.api.event.EventLines;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class DropDirectoryTest {
  private final CaFixture ca = CaFixture.started();
  private final BatchSender sender = BatchSender.on(ca);
  private final String id = UUID.randomUUID().toString();

  @TempDir private Path directory;

  @AfterEach
  void end() {
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'register-drop'"));
    ca.close();
  }

  private DropDirectory server(String node) {
    return server(node, ca.stack().jdbi("ca"));
  }

  private DropDirectory server(String name, Jdbi database) {
    return server(name, database, new EventLines());
  }

  private DropDirectory server(String name, Jdbi database, EventLine.Format format) {
    BatchSender batches = BatchSender.on(ca, database, BatchSender.LIMITS, format);
    Node node = new Node(name, UUID.randomUUID().toString());
    Transactions transactions = new Transactions(database, ca.clock());
    Lease lease = new Lease(transactions, node, "register-drop", Duration.ofMinutes(1));
    return new DropDirectory(
        directory, batches.applyEventBatch(), batches.streamEvents(), lease, node);
  }

  /** Something happens before a result is written. */
  private record Interrupted(EventLine.Format real, Callable<Path> interruption)
      implements EventLine.Format {
    @Override
    public EventLine.Content read(byte[] line) {
      return real.read(line);
    }

    @Override
    public OptionalLong end(Bytes line) {
      return real.end(line);
    }

    @Override
    public byte[] write(EventLine.Result result) {
      try {
        interruption.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return real.write(result);
    }
  }

  private List<String> lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> BatchSender.move(id + "-" + i, id + "-r" + i))
        .toList();
  }

  private void drop(String name, List<String> lines) throws IOException {
    Path part = directory.resolve(name + ".part");
    Files.write(part, whole(lines));
    Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** With the last line of a dropped file. */
  private static List<String> whole(List<String> lines) {
    List<String> whole = new ArrayList<>(lines);
    whole.add("{\"end\": " + lines.size() + "}");
    return whole;
  }

  private static byte[] octets(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Looks twice, since nothing is taken in at the first sight of it. */
  private static int taken(DropDirectory server) {
    return server.round() + server.round();
  }

  private List<JsonNode> results(String name) throws IOException {
    return BatchSender.answers(Files.readAllBytes(directory.resolve(name)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !Files.isDirectory(path))
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void round_files_areTakenInAndFiledWithTheirResults() throws IOException {
    drop("b.ndjson", lines(3));
    drop("a.ndjson", List.of("{}", BatchSender.move(id + "-a", id)));
    Files.writeString(directory.resolve("c.ndjson.part"), lines(1).getFirst());
    assertThat(taken(server("one"))).isEqualTo(2);
    assertThat(names())
        .containsExactly(
            "a.results.ndjson",
            "b.results.ndjson",
            "c.ndjson.part",
            "done/a.ndjson",
            "done/b.ndjson");
    assertThat(BatchSender.statuses(results("a.results.ndjson")))
        .containsExactly("refused", "done");
    assertThat(BatchSender.statuses(results("b.results.ndjson")))
        .containsExactly("done", "done", "done");
    assertThat(sender.recorded(id)).isEqualTo(4);
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.entry WHERE kind = 'resident-event-recorded'
                  AND LOCATE(?, body) > 0 AND LOCATE('"component":"register-drop"', body) > 0
                """,
                id))
        .isEqualTo(4);
    assertThat(taken(server("one"))).isZero();
  }

  /** Whoever writes it pauses for longer than the time between two looks, within a line or not. */
  @ParameterizedTest
  @ValueSource(strings = {"within a line", "between lines", "within the last line"})
  void round_fileStillBeingWritten_waitsForAllOfIt(String pause) throws IOException {
    List<String> lines = lines(4);
    byte[] all = octets(whole(lines));
    int half =
        switch (pause) {
          case "within a line" -> octets(lines.subList(0, 2)).length + 20;
          case "between lines" -> octets(lines.subList(0, 2)).length;
          default -> all.length - 3;
        };
    Path file = directory.resolve("a.ndjson");
    Files.write(file, Arrays.copyOf(all, half));
    DropDirectory server = server("one");
    assertThat(taken(server) + taken(server)).isZero();
    assertThat(names()).containsExactly("a.ndjson");
    assertThat(sender.recorded(id)).isZero();
    Files.write(file, Arrays.copyOfRange(all, half, all.length), StandardOpenOption.APPEND);
    assertThat(server.round()).isZero();
    assertThat(server.round()).isOne();
    assertThat(BatchSender.statuses(results("a.results.ndjson")))
        .containsExactly("done", "done", "done", "done");
    assertThat(names()).containsExactly("a.results.ndjson", "done/a.ndjson");
  }

  /** As long and as young as before, but not all of it: a lost piece in the middle, two in one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"end\": 3}", "{\"end\": \"2\"}", "{\"end\": 2, \"more\": 1}", "{}", ""})
  void round_lastLineDoesNotCountTheOthers_isLeftUntilItChanges(String last) throws IOException {
    List<String> lines = new ArrayList<>(lines(2));
    lines.add(last);
    Path file = directory.resolve("a.ndjson");
    Files.write(file, octets(lines));
    DropDirectory server = server("one");
    assertThat(taken(server) + taken(server)).isZero();
    assertThat(sender.recorded(id)).isZero();
    Files.write(file, octets(whole(lines(2))));
    assertThat(taken(server)).isOne();
    assertThat(sender.recorded(id)).isEqualTo(2);
  }

  /** No line at all is said to be none; a last line may do without its line feed. */
  @Test
  void round_nothingToTakeIn_isFiled() throws IOException {
    Files.writeString(directory.resolve("a.ndjson"), "{\"end\":0}");
    assertThat(taken(server("one"))).isOne();
    assertThat(names()).containsExactly("a.results.ndjson", "done/a.ndjson");
    assertThat(results("a.results.ndjson")).isEmpty();
  }

  /** Written on, or another file under its name, after its last line was read: nothing is lost. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void round_changedWhileTakenIn_isNotFiledButTakenInAgain(boolean written) throws IOException {
    Path file = directory.resolve("a.ndjson");
    drop("a.ndjson", lines(2));
    List<String> longer = whole(lines(3));
    Callable<Path> change =
        () -> {
          if (written) {
            return Files.write(file, octets(longer));
          }
          drop("a.ndjson", lines(3));
          return file;
        };
    EventLine.Format format = new Interrupted(new EventLines(), change);
    assertThat(taken(server("one", ca.stack().jdbi("ca"), format))).isZero();
    assertThat(names()).containsExactly("a.ndjson");
    assertThat(taken(server("one"))).isOne();
    assertThat(BatchSender.statuses(results("a.results.ndjson")))
        .containsExactly("repeated", "repeated", "done");
  }

  @Test
  void round_sameNameWithOtherContent_isAnotherFile() throws IOException {
    drop("a.ndjson", lines(2));
    taken(server("one"));
    drop("a.ndjson", lines(3));
    assertThat(taken(server("one"))).isOne();
    assertThat(BatchSender.statuses(results("a.results.ndjson")))
        .containsExactly("repeated", "repeated", "done");
    assertThat(names())
        .containsExactly(
            "a.results.ndjson", "done/a.ndjson", "done/a.ndjson.1", "done/a.results.ndjson");
  }

  @Test
  void round_linksAndStrangeThings_areRefusedAndNotRead() throws IOException {
    Path outside = Files.createTempFile("outside", ".ndjson");
    Files.write(outside, lines(2));
    Files.createSymbolicLink(directory.resolve("link.ndjson"), outside);
    Files.createSymbolicLink(directory.resolve("nowhere.ndjson"), Path.of("/nowhere"));
    Files.createDirectory(directory.resolve("directory.ndjson"));
    drop("strange name.ndjson", lines(2));
    drop("1234-5678-9018.ndjson", lines(2));
    drop("good.ndjson", List.of(BatchSender.move(id + "-good", id)));
    assertThat(taken(server("one"))).isOne();
    assertThat(sender.recorded(id)).isOne();
    try (Stream<Path> refused = Files.list(directory.resolve("refused"))) {
      assertThat(refused.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "link.ndjson",
              "nowhere.ndjson",
              "directory.ndjson",
              "strange name.ndjson",
              "1234-5678-9018.ndjson");
    }
    assertThat(Files.readAllLines(outside)).hasSize(2);
    Files.delete(outside);
  }

  @Test
  void round_twoServersAtOnce_oneTakesEachFileOnce()
      throws IOException, InterruptedException, ExecutionException {
    drop("a.ndjson", lines(1_200));
    DropDirectory one = server("one");
    DropDirectory other = server("other");
    List<Callable<Integer>> rounds = List.of(() -> taken(one), () -> taken(other));
    assertThat(AtOnce.<Integer>run(rounds).stream().mapToInt(Integer::intValue).sum()).isOne();
    assertThat(BatchSender.statuses(results("a.results.ndjson")))
        .hasSize(1_200)
        .containsOnly("done");
  }

  /** Whatever step it dies at, its successor goes on; each line has its one result in the end. */
  @Test
  void round_serverDiesAtAnyStep_theNextGoesOn() throws IOException {
    ServedResident served = ServedResident.on(ca);
    List<String> lines = new ArrayList<>(lines(1_100));
    lines.set(700, BatchSender.move(id + "-701", served.card().registerId()));
    drop("a.ndjson", lines);
    int deaths = 0;
    Path filed = directory.resolve("done/a.ndjson");
    for (int steps = 1; !Files.exists(filed) && deaths < 300; steps += 3) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca")));
      try {
        taken(server("one", dying));
      } catch (Fault e) {
        // It died outside of a chunk.
      }
      deaths++;
    }
    assertThat(deaths).isBetween(5, 299);
    assertThat(names()).contains("a.results.ndjson", "done/a.ndjson");
    assertThat(names()).noneMatch(name -> name.endsWith(".part"));
    List<JsonNode> results = results("a.results.ndjson");
    assertThat(results)
        .extracting(line -> line.get("line").asInt())
        .isEqualTo(IntStream.rangeClosed(1, 1_100).boxed().toList());
    assertThat(BatchSender.statuses(results)).isSubsetOf("done", "repeated");
    assertThat(results.get(700).get("revoked")).hasSize(1);
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
    assertThat(sender.recorded(id)).isEqualTo(1_100);
  }

  /** A server that stood still while another took over has no say any more. */
  @Test
  void round_overtaken_writesNothingMore() throws IOException {
    drop("a.ndjson", lines(2));
    DropDirectory late = server("late");
    assertThat(taken(late)).isOne();
    drop("b.ndjson", List.of(BatchSender.move(id + "-b", id)));
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'register-drop'"));
    assertThat(taken(server("other"))).isOne();
    drop("c.ndjson", List.of(BatchSender.move(id + "-c", id)));
    assertThat(taken(late)).isZero();
    assertThat(sender.recorded(id + "-c")).isZero();
  }
}
