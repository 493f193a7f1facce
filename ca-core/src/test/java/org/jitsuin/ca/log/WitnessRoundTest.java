package org.jitsuin.ca.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.audit.auditor.AuditTool;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Witnesses;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.SetBack;
import org.jitsuin.store.EntryTable;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of the shared stack, and the project's own witness over HTTP. */
@Tag("stack")
class WitnessRoundTest {
  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final SigningPool token = SigningPool.configured(stack.settings(), "ca", Clocks.system());
  private final Node node = new Node("w", UUID.randomUUID().toString());

  @TempDir private Path home;
  private LogFiles files;
  private Sequencer sequencer;
  private Thread witness;
  private NoteKey witnessKey;
  private String address;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    files = new LogFiles(home.resolve("log"));
    sequencer =
        new Sequencer(
            transactions,
            new Lease(transactions, node, "witnessed", Duration.ofMinutes(1)),
            files,
            key -> token.key(key.label(), key.scheme()),
            Clocks.system());
    startWitness();
  }

  private void startWitness() throws IOException, InterruptedException {
    Path key = Files.writeString(home.resolve("log.vkey"), key().toString());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> arguments =
        List.of(
            "witness",
            "--name",
            "witness.example",
            "--directory",
            home.resolve("witness").toString(),
            "--log",
            key.toString(),
            "--port",
            "0");
    witness = Thread.ofPlatform().daemon().start(() -> new AuditTool(out, out).run(arguments));
    Matcher listens = Pattern.compile("witness (\\S+)\nlistens at (\\S+)\n").matcher("");
    while (!listens.reset(said.toString(StandardCharsets.UTF_8)).find()) {
      assertThat(witness.isAlive()).as(said.toString(StandardCharsets.UTF_8)).isTrue();
      Thread.sleep(20);
    }
    witnessKey = NoteKey.parse(listens.group(1)).orElseThrow();
    address = listens.group(2);
  }

  @AfterEach
  void close() throws InterruptedException {
    witness.interrupt();
    witness.join();
    token.close();
  }

  private NoteKey key() {
    return transactions.run(LogTable::key).orElseThrow().verifier();
  }

  private void append() {
    AuditEntry entry =
        AuditEntry.of(
            Clocks.system().instant(),
            new Actor.Component("test", "test"),
            new OfficeAct.HolderRead(UUID.randomUUID().toString()),
            new SecureRandom());
    transactions.run(handle -> {
      EntryTable.append(handle, List.of(entry));
      return entry;
    });
  }

  private WitnessRound round(String witnesses) {
    Settings settings =
        new Settings(key -> Optional.of(witnesses).filter(_ -> key.endsWith("audit.witnesses")));
    return new WitnessRound(
        transactions,
        new Lease(transactions, node, "witnesses", Duration.ofMinutes(1)),
        files,
        Witnesses.read(settings),
        node.name(),
        Clocks.system());
  }

  private SignedNote witnessed() {
    return files.witnessed().flatMap(SignedNote::parse).orElseThrow();
  }

  @Test
  void round_withAWitness_publishesItsCosignature_alsoAfterBothWereRestarted()
      throws IOException, InterruptedException {
    append();
    sequencer.round();
    round(witnessKey + " " + address).round();
    assertThat(witnessKey.check(witnessed())).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(key().check(witnessed())).isEqualTo(NoteKey.Verdict.VALID);

    witness.interrupt();
    witness.join();
    startWitness();
    append();
    sequencer.round();
    // A client that has just started learns from the witness how far it is.
    round(witnessKey + " " + address + "/").round();
    assertThat(witnessKey.check(witnessed())).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(Checkpoint.parse(witnessed().text()).orElseThrow().size())
        .isEqualTo(sequencer.state().size());
  }

  @Test
  void begin_withAnOlderDatabaseAndWithoutFiles_learnsItFromTheWitness() {
    append();
    sequencer.round();
    long kept = sequencer.state().size();
    append();
    sequencer.round();
    round(witnessKey + " " + address).round();
    SetBack setBack = new SetBack(stack.jdbi("admin"));
    setBack.to(kept);
    try {
      files = new LogFiles(home.resolve("other"));
      Sequencer restarted =
          new Sequencer(
              transactions,
              new Lease(transactions, node, "witnessed", Duration.ofMinutes(1)),
              files,
              key -> token.key(key.label(), key.scheme()),
              Clocks.system(),
              new Sequencer.Beginning("w", new LogGate(), round(witnessKey + " " + address)));
      assertThatThrownBy(restarted::begin)
          .isInstanceOf(Fault.class)
          .hasMessageContaining("1 is missing (witness witness.example)");
      assertThatThrownBy(restarted::round).isInstanceOf(Fault.class);
      assertThat(transactions.run(LogTable::latest).orElseThrow().size()).isEqualTo(kept);
      assertThat(files.checkpoint()).isEmpty();
    } finally {
      setBack.forget();
    }
  }

  @Test
  void round_withAWitnessThatHasSeenMore_closesTheLog() {
    append();
    sequencer.round();
    long kept = sequencer.state().size();
    append();
    sequencer.round();
    round(witnessKey + " " + address).round();
    SetBack setBack = new SetBack(stack.jdbi("admin"));
    setBack.to(kept);
    try {
      files = new LogFiles(home.resolve("other"));
      new Sequencer(
              transactions,
              new Lease(transactions, node, "witnessed", Duration.ofMinutes(1)),
              files,
              key -> token.key(key.label(), key.scheme()),
              Clocks.system())
          .round();
      round(witnessKey + " " + address).round();
      assertThatThrownBy(this::append)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED));
    } finally {
      setBack.forget();
    }
  }

  @Test
  void round_withoutAnAnswer_publishesNothingNew() {
    append();
    sequencer.round();
    round(witnessKey + " http://127.0.0.1:1").round();
    assertThat(files.witnessed().flatMap(SignedNote::parse).map(SignedNote::text))
        .isNotEqualTo(files.checkpoint().flatMap(SignedNote::parse).map(SignedNote::text));
    assertThat(round("").isWanted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x http://w", "name+00000000+BA== http://w"})
  void read_ofWhatIsNoWitness_isRefused(String text) {
    assertThatThrownBy(() -> round(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("jitsuin.audit.witnesses");
  }
}
