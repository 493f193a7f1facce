package org.jitsuin.ca.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.AtOnce;
import org.jitsuin.ca.testing.BreakingDataSource;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return server(node, ca.stack().dataSource("ca"));
  }

  private DropDirectory server(String name, DataSource source) {
    BatchSender batches = BatchSender.on(ca, source, BatchSender.LIMITS);
    Node node = new Node(name, UUID.randomUUID().toString());
    Transactions transactions = new Transactions(Database.open(source), ca.clock());
    Lease lease = new Lease(transactions, node, "register-drop", Duration.ofMinutes(1));
    return new DropDirectory(directory, batches.takeInBatch(), batches.streamEvents(), lease, node);
  }

  private List<String> lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> BatchSender.move(id + "-" + i, id + "-r" + i))
        .toList();
  }

  private void drop(String name, List<String> lines) throws IOException {
    Path half = directory.resolve(name + ".half");
    Files.write(half, lines);
    Files.move(half, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
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
    Files.writeString(directory.resolve("c.ndjson.half"), lines(1).getFirst());
    assertThat(server("one").round()).isEqualTo(2);
    assertThat(names())
        .containsExactly(
            "a.results.ndjson",
            "b.results.ndjson",
            "c.ndjson.half",
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
    assertThat(server("one").round()).isZero();
  }

  @Test
  void round_sameNameWithOtherContent_isAnotherFile() throws IOException {
    drop("a.ndjson", lines(2));
    server("one").round();
    drop("a.ndjson", lines(3));
    assertThat(server("one").round()).isOne();
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
    drop("good.ndjson", List.of(BatchSender.move(id + "-good", id)));
    assertThat(server("one").round()).isOne();
    assertThat(sender.recorded(id)).isOne();
    try (Stream<Path> refused = Files.list(directory.resolve("refused"))) {
      assertThat(refused.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "link.ndjson", "nowhere.ndjson", "directory.ndjson", "strange name.ndjson");
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
    List<Callable<Integer>> rounds = List.of(one::round, other::round);
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
      DataSource dying = BreakingDataSource.after(steps, ca.stack().dataSource("ca"));
      try {
        server("one", dying).round();
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
    assertThat(late.round()).isOne();
    drop("b.ndjson", List.of(BatchSender.move(id + "-b", id)));
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'register-drop'"));
    assertThat(server("other").round()).isOne();
    drop("c.ndjson", List.of(BatchSender.move(id + "-c", id)));
    assertThat(late.round()).isZero();
    assertThat(sender.recorded(id + "-c")).isZero();
  }
}
