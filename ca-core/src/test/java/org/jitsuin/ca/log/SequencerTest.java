package org.jitsuin.ca.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.auditor.LogCheck;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.TreeCheck;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.KeptCheckpoint;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.EntryTable;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.SettableClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log of the shared stack, into which other tests write too. */
@Tag("stack")
class SequencerTest {
  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final Jdbi admin = stack.jdbi("admin");
  private final SettableClock clock = new SettableClock(Instant.parse("2025-10-27T03:04:05Z"));
  private final SigningPool token = SigningPool.configured(stack.settings(), "ca", Clocks.system());

  @TempDir private Path home;

  @AfterEach
  void close() {
    token.close();
    // Nobody waits for a server that is no more.
    admin.useHandle(handle -> handle.execute("DELETE FROM status.lease WHERE name = 'audit-log'"));
  }

  private SigningKey inToken(LogKey key) {
    return token.key(key.label(), key.scheme());
  }

  private LogFiles files(String server) {
    return new LogFiles(home.resolve(server));
  }

  private Sequencer server(String name) {
    return server(name, this::inToken);
  }

  private Sequencer server(String name, Function<LogKey, SigningKey> keys) {
    Node node = new Node(name, UUID.randomUUID().toString());
    Lease lease = new Lease(transactions, node, "audit-log", Duration.ofMinutes(1));
    return new Sequencer(transactions, lease, files(name), keys, clock);
  }

  private void append(int count) {
    List<AuditEntry> entries =
        IntStream.range(0, count)
            .mapToObj(_ ->
                AuditEntry.of(
                    Clocks.system().instant(),
                    new Actor.Component("test", "test"),
                    new OfficeAct.HolderRead(UUID.randomUUID().toString()),
                    new SecureRandom()))
            .toList();
    transactions.run(handle -> {
      EntryTable.append(handle, entries);
      return entries;
    });
  }

  private long last() {
    return transactions.run(Head.LOG::last);
  }

  /** What an outsider with the public key finds. */
  private Report report(String server) {
    LogKey key = transactions.run(LogTable::key).orElseThrow();
    LogFiles files = files(server);
    Report report = new Report();
    Optional<Checkpoint> newest =
        new LogCheck(key.verifier(), List.of(), files, report).newest(files.checkpoint());
    newest.ifPresent(new TreeCheck(files, report)::check);
    return report;
  }

  private void assertSound(String server) {
    Report report = report(server);
    // Other tests move their clocks.
    assertThat(report.findings().stream().map(Report.Finding::kind))
        .as("%s", report.lines())
        .allMatch(kind -> kind == Report.Kind.ENTRY_BACKDATED);
  }

  @Test
  void round_withNewEntries_signsThemAll_andWithoutAny_nothing() {
    Sequencer server = server("a");
    append(3);
    server.round();
    assertThat(server.state().size()).isEqualTo(last());
    assertSound("a");
    byte[] published = files("a").checkpoint().orElseThrow();
    server.round();
    assertThat(files("a").checkpoint()).contains(published);
    append(300);
    server.round();
    assertThat(server.state().size()).isEqualTo(last());
    assertSound("a");
  }

  @Test
  void round_onTwoServers_signsOnOne_andBothHaveTheTree() {
    Sequencer first = server("a");
    Sequencer second = server("b");
    for (int i = 0; i < 3; i++) {
      append(200);
      first.round();
      second.round();
      assertThat(files("b").checkpoint()).contains(files("a").checkpoint().orElseThrow());
    }
    assertSound("a");
    assertSound("b");
  }

  @Test
  void append_ofManyAtOnce_numbersThemInTheOrderOfCommits() throws Exception {
    Sequencer server = server("a");
    AtOnce.run(
        8,
        () -> {
          for (int i = 0; i < 20; i++) {
            append(3);
            synchronized (server) {
              server.round();
            }
          }
          return true;
        });
    server.round();
    assertThat(server.state().size()).isEqualTo(last());
    assertSound("a");
    long rows =
        admin.withHandle(handle ->
            handle.createQuery("SELECT COUNT(*) FROM audit.entry").mapTo(long.class).one());
    assertThat(rows).isEqualTo(last());
  }

  @Test
  void round_afterACrashBeforeTheSignature_signsThatFirst() {
    AtomicInteger failures = new AtomicInteger();
    Sequencer broken =
        server(
            "a",
            _ -> {
              failures.incrementAndGet();
              throw new Fault(FaultCode.TOKEN_UNAVAILABLE, "pulled out");
            });
    append(5);
    assertThatThrownBy(broken::round).isInstanceOf(Fault.class);
    assertThat(broken.state().fault()).isPresent();
    long intended = transactions.run(LogTable::latest).orElseThrow().size();
    append(5);
    assertThatThrownBy(broken::round).isInstanceOf(Fault.class);
    assertThat(transactions.run(LogTable::latest).orElseThrow().size()).isEqualTo(intended);
    assertThat(failures).hasValue(2);
    Sequencer restarted = server("a");
    restarted.round();
    List<Long> signed =
        transactions.run(handle -> LogTable.page(handle, intended - 1, 10)).stream()
            .map(KeptCheckpoint::size)
            .toList();
    assertThat(signed).containsExactly(intended, last());
    assertSound("a");
  }

  @Test
  void round_withDamagedOrLostFiles_writesThemAnew() throws IOException {
    append(300);
    server("a").round();
    Path tile;
    try (var tiles = Files.walk(home.resolve("a/tile/0"))) {
      tile = tiles.filter(Files::isRegularFile).sorted().toList().getLast();
    }
    Files.write(tile, new byte[64]);
    append(1);
    server("a").round();
    assertSound("a");
    delete(home.resolve("a"));
    append(1);
    server("a").round();
    assertSound("a");
  }

  @Test
  void round_withLostAndDamagedInnerTiles_writesThemAnewOneByOne() throws IOException {
    append(600);
    Sequencer server = server("a");
    server.round();
    Path hashes = home.resolve("a/tile/0/000");
    Path bundle = home.resolve("a/tile/entries/001");
    byte[] before = Files.readAllBytes(bundle);
    byte[] damaged = before.clone();
    damaged[damaged.length - 2] ^= 1;
    Files.delete(hashes);
    Files.write(bundle, damaged);
    long tiles = last() / 256;
    for (long i = 0; i <= tiles; i++) {
      server.round();
    }
    assertThat(bundle).hasBinaryContent(before);
    assertThat(hashes).hasSize(8_192);
    assertSound("a");
  }

  private static void delete(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void round_withADiskThatIsFull_saysSo_andGoesOnWhenThereIsSpace() throws IOException {
    Sequencer server = server("a");
    append(300);
    server.round();
    long before = server.state().size();
    // Where the next tile belongs is a file: as with a full disk, it cannot be written.
    Path tiles = home.resolve("a/tile");
    Path away = home.resolve("a/away");
    Files.move(tiles, away);
    Files.createFile(tiles);
    append(300);
    assertStopped(server);
    assertStopped(server);
    assertThat(server.state().size()).isEqualTo(before);
    Files.delete(tiles);
    Files.move(away, tiles);
    server.round();
    assertThat(server.state().size()).isEqualTo(last());
    assertSound("a");
  }

  private static void assertStopped(Sequencer server) {
    assertThatThrownBy(server::round)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILES_UNAVAILABLE));
    assertThat(server.state().fault()).isPresent();
  }

  @Test
  void round_withAnEntryChangedInTheDatabase_isSeenByWhoeverBuildsTheTreeAnew() {
    append(2);
    server("a").round();
    long number = last();
    String change = "UPDATE audit.entry SET body = CONCAT(body, ?) WHERE entry_no = ?";
    admin.useHandle(handle -> handle.execute(change, " ", number));
    try {
      Sequencer other = server("b");
      assertThatThrownBy(other::round)
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
      assertThat(other.state().isContradicted()).isTrue();
      // It rests, and does not cry again at once.
      other.round();
      assertThat(other.state().isContradicted()).isTrue();
    } finally {
      admin.useHandle(handle ->
          handle.execute("UPDATE audit.entry SET body = TRIM(body) WHERE entry_no = ?", number));
    }
    clock.advance(Duration.ofMinutes(2));
    Sequencer healed = server("b");
    healed.round();
    assertThat(healed.state().fault()).isEmpty();
  }

  @Test
  void round_withTheEndCutOff_refusesToSign() {
    append(2);
    server("a").round();
    long number = last();
    admin.useHandle(handle ->
        handle.execute("UPDATE status.audit_head SET last = ? WHERE one = 1", number - 1));
    try {
      assertThatThrownBy(() -> server("a").round())
          .isInstanceOf(Fault.class)
          .hasMessageContaining(
              String.format(Locale.ROOT, "had %d when it was last signed", number));
    } finally {
      admin.useHandle(
          handle -> handle.execute("UPDATE status.audit_head SET last = ? WHERE one = 1", number));
    }
  }
}
