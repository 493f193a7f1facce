package org.jitsuin.ca.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.Setback;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.SetBack;
import org.jitsuin.store.EntryTable;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;
import org.jitsuin.testing.BeforeStatement;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older state of the database, put back beside files that were signed from the newer one. */
@Tag("stack")
class SetbackTest {
  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final Jdbi admin = stack.jdbi("admin");
  private final SigningPool token = SigningPool.configured(stack.settings(), "ca", Clocks.system());
  private final SetBack setBack = new SetBack(admin);

  @TempDir private Path home;

  @AfterEach
  void close() {
    token.close();
    setBack.forget();
  }

  private Sequencer server(String name, LogGate gate) {
    return server(name, gate, transactions);
  }

  private Sequencer server(String name, LogGate gate, Transactions over) {
    Node node = new Node(name, UUID.randomUUID().toString());
    return new Sequencer(
        over,
        new Lease(over, node, "audit-log", Duration.ofMinutes(1)),
        files(name),
        key -> token.key(key.label(), key.scheme()),
        Clocks.system(),
        new Sequencer.Beginning(name, gate, (_, _) -> Optional.empty()));
  }

  private Sequencer server(String name) {
    return server(name, new LogGate());
  }

  private LogFiles files(String name) {
    return new LogFiles(home.resolve(name));
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

  private long signed() {
    return transactions.run(LogTable::latest).orElseThrow().size();
  }

  private static void assertRecoveryNeeded(ThrowingCallable work, String sentence) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED))
        .hasMessageContaining(sentence);
  }

  /** A row of {@code audit.checkpoint}. */
  private record Signed(long size, Bytes root, long recordedAt, String note, int witnesses) {}

  /**
   * The node of the database that answers is behind the others, until something is committed at it.
   */
  @Test
  void begin_withADatabaseThatIsBehindForAMoment_closesNothing() {
    append(3);
    server("a").round();
    long kept = last();
    append(5);
    server("a").round();
    long whole = last();
    List<Signed> signed =
        admin.withHandle(handle ->
            handle
                .select(
                    "SELECT size, root, recorded_at, note, witnesses FROM audit.checkpoint"
                        + " WHERE size > ?",
                    kept)
                .map((row, _) ->
                    new Signed(
                        row.getLong(1),
                        Bytes.of(row.getBytes(2)),
                        row.getLong(3),
                        row.getString(4),
                        row.getInt(5)))
                .list());
    admin.useTransaction(handle -> {
      handle.execute("DELETE FROM audit.checkpoint WHERE size > ?", kept);
      handle.execute("UPDATE status.audit_head SET last = ?", kept);
    });
    LogGate gate = new LogGate();
    Sequencer restarted =
        server(
            "a",
            gate,
            new Transactions(
                Database.open(
                    new BeforeStatement(
                        stack.dataSource("ca"),
                        "SET beat = beat + 1 WHERE name",
                        () -> putBack(signed, whole))),
                Clocks.system()));
    restarted.begin();
    gate.require();
    append(1);
    assertThat(last()).isEqualTo(whole + 1);
  }

  private void putBack(List<Signed> signed, long whole) {
    admin.useTransaction(handle -> {
      signed.forEach(row ->
          handle.execute(
              "INSERT INTO audit.checkpoint (size, root, recorded_at, note, witnesses)"
                  + " VALUES (?, ?, ?, ?, ?)",
              row.size(),
              row.root().bytes(),
              row.recordedAt(),
              row.note(),
              row.witnesses()));
      handle.execute("UPDATE status.audit_head SET last = ?", whole);
    });
  }

  /** All files of a server with what they hold. */
  private Map<Path, Bytes> contents(String name) throws IOException {
    try (var all = Files.walk(home.resolve(name))) {
      return all.filter(Files::isRegularFile)
          .collect(Collectors.toMap(file -> file, SetbackTest::read));
    }
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void round_withAnOlderDatabase_signsNothing_saysHowMuchIsMissing_andClosesTheLog()
      throws IOException {
    append(3);
    server("a").round();
    long kept = last();
    append(5);
    server("a").round();
    Map<Path, Bytes> before = contents("a");
    setBack.to(kept);

    LogGate gate = new LogGate();
    Sequencer restarted = server("a", gate);
    String sentence =
        String.format(
            Locale.ROOT,
            "the audit log was signed at %,d entries, the database has %,d: 5 are missing",
            kept + 5,
            kept);
    assertRecoveryNeeded(restarted::begin, sentence);
    assertRecoveryNeeded(restarted::round, sentence);
    assertThat(restarted.state().fault().orElseThrow()).hasMessageContaining(sentence);
    assertThatThrownBy(gate::require).isInstanceOf(Fault.class).hasMessageContaining(sentence);
    assertThat(contents("a")).isEqualTo(before);
    // Nobody records anything, whoever has no files of the log does not sign either.
    assertRecoveryNeeded(() -> append(1), sentence);
    assertRecoveryNeeded(server("b")::round, sentence);
    assertRecoveryNeeded(this::intend, sentence);
    assertThat(signed()).isEqualTo(kept);
    assertThat(last()).isEqualTo(kept);
    assertThat(files("b").checkpoint()).isEmpty();
  }

  /** It cannot close the log itself; whichever server of the authority looks next does. */
  @Test
  void round_afterAPublisherFoundANewerCrl_closesTheLog() {
    append(1);
    server("a").round();
    long kept = last();
    Setback found = new Setback("signature-g1/13221-g1", 7, 3, "this server's CRL files");
    stack
        .jdbi("crl")
        .useHandle(
            handle -> SetbackTable.report(handle, found, "publisher", Clocks.system().instant()));
    String sentence = "CRL 7 of signature-g1/13221-g1 was published, the database knows of 3";
    // Nobody begins a signature, even before.
    assertRecoveryNeeded(this::intend, sentence);
    Sequencer restarted = server("a");
    assertRecoveryNeeded(restarted::round, sentence);
    assertRecoveryNeeded(restarted::round, sentence);
    assertRecoveryNeeded(() -> append(1), sentence);
    assertThat(last()).isEqualTo(kept);
  }

  private void intend() {
    transactions.run(handle -> {
      SigningIntent intent =
          new SigningIntent(
              1,
              Serial.parse("5e7bac4000"),
              Purpose.OCSP_SIGNER,
              Optional.empty(),
              Optional.empty(),
              Clocks.system().instant(),
              Bytes.of(new byte[] {1}));
      IntentTable.begin(
          handle, List.of(intent), new Node("test", "test"), Clocks.system().instant());
      return intent;
    });
  }

  @Test
  void round_withOtherEntriesThanWereSigned_keepsTheFilesThatWereSigned() throws IOException {
    append(300);
    server("a").round();
    long kept = last();
    append(5);
    server("a").round();
    setBack.to(kept);
    append(7);
    Map<Path, Bytes> before = contents("a");
    assertRecoveryNeeded(server("a")::round, "of which the database has others");
    assertThat(contents("a")).isEqualTo(before);
    setBack.forget();
    // The other server has signed by what the database says; this one's files still differ.
    server("b").round();
    assertRecoveryNeeded(server("a")::round, "of which the database has others");
    assertThat(contents("a")).containsAllEntriesOf(before);
    // Also where a file was damaged, so that it would have to be written anew.
    setBack.forget();
    Path bundle =
        before.keySet().stream()
            .filter(file -> file.toString().contains("tile/0"))
            .max(Comparator.comparing(Path::toString))
            .orElseThrow();
    Files.write(bundle, new byte[0]);
    Map<Path, Bytes> damaged = contents("a");
    assertRecoveryNeeded(server("a")::round, "of which the database has others");
    assertThat(contents("a")).containsAllEntriesOf(damaged);
  }

  @Test
  void round_withAllEntriesButWithoutTheirCheckpoint_goesOn() {
    append(3);
    server("a").round();
    long kept = signed();
    append(5);
    server("a").round();
    byte[] newest = files("a").checkpoint().orElseThrow();
    admin.useHandle(handle -> handle.execute("DELETE FROM audit.checkpoint WHERE size > ?", kept));
    LogGate gate = new LogGate();
    Sequencer restarted = server("a", gate);
    restarted.begin();
    gate.require();
    assertThat(files("a").checkpoint()).contains(newest);
    restarted.round();
    assertThat(signed()).isEqualTo(last());
  }

  @Test
  void require_beforeTheDatabaseIsCompared_isRefused() {
    LogGate gate = new LogGate();
    Transactions guarded = new Transactions(stack.jdbi("ca"), Clocks.system(), gate::require);
    assertThatThrownBy(() -> guarded.run(Head.LOG::last))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
    server("a", gate).begin();
    assertThat(guarded.run(Head.LOG::last)).isEqualTo(last());
  }
}
