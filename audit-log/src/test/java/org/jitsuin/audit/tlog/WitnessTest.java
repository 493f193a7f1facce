package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.audit.tlog.Witness.Answer;
import org.jitsuin.audit.tlog.Witness.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a witness cosigns, and what it never does: two trees of one log that contradict. */
final class WitnessTest {
  private static final String ORIGIN = "log.example/audit";
  private static final Instant NOW = Instant.parse("2026-11-29T03:04:05.678Z");

  @TempDir private Path home;
  private final Memory memory = new Memory();
  private SoftwareLog log;
  private Witness witness;
  private NoteKey key;

  /** What a witness keeps, on a disk that can be full. */
  private static final class Memory implements Witness.WitnessMemory {
    private final Map<String, SignedNote> kept = new HashMap<>();
    private boolean full;

    @Override
    public Optional<SignedNote> last(String origin) {
      return Optional.ofNullable(kept.get(origin));
    }

    @Override
    public void keep(String origin, SignedNote cosigned) {
      if (full) {
        throw new UncheckedIOException(new IOException("no space left on device"));
      }
      kept.put(origin, cosigned);
    }
  }

  @BeforeEach
  void begin() throws NoSuchAlgorithmException {
    log = new SoftwareLog(home.resolve("log"), ORIGIN);
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    key = NoteKey.ofWitness("witness.example", keys.getPublic());
    Cosigner cosigner = new Cosigner(key, keys.getPrivate());
    witness = new Witness(List.of(log.key()), cosigner, memory, () -> NOW);
  }

  private Answer add(SoftwareLog of, long old, SignedNote note) {
    long size = Checkpoint.parse(note.text()).orElseThrow().size();
    return witness.add(request(of, old, size, note));
  }

  private static byte[] request(SoftwareLog of, long old, long size, SignedNote note) {
    List<TreeHash> proof = old > size ? List.of() : new Tree(size, of.files()).consistency(old);
    return new CheckpointRequest(old, proof, note).bytes();
  }

  private static Answer refused(Reason reason) {
    return new Answer.Refused(reason);
  }

  @Test
  void add_firstCheckpoint_isCosignedAtTheTimeAndKept() {
    SignedNote note = log.grow(300).publish();
    Answer answer = add(log, 0, note);
    assertThat(answer).isInstanceOf(Answer.Cosigned.class);
    String line = ((Answer.Cosigned) answer).line();
    SignedNote kept = memory.last(ORIGIN).orElseThrow();
    assertThat(new String(kept.bytes(), StandardCharsets.UTF_8)).endsWith(line);
    assertThat(key.check(kept)).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(log.key().check(kept)).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(kept.signatures().getLast().value()).startsWith(time(NOW.getEpochSecond()));
    assertThat(witness.last(log.key())).contains(kept);
    assertThat(witness.logs()).containsExactly(log.key());
  }

  private static byte[] time(long seconds) {
    return ByteBuffer.allocate(Long.BYTES).putLong(seconds).array();
  }

  /** Each pair of sizes around the ends of tiles. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "1, 1",
    "1, 2",
    "2, 3",
    "255, 256",
    "256, 257",
    "256, 512",
    "300, 300",
    "300, 301",
    "511, 512",
    "512, 65536"
  })
  void add_ofAGrownTree_isCosigned(int before, int after) {
    if (before > 0) {
      assertThat(add(log, 0, log.grow(before).publish())).isInstanceOf(Answer.Cosigned.class);
    }
    assertThat(add(log, before, log.grow(after).publish())).isInstanceOf(Answer.Cosigned.class);
  }

  @Test
  void add_fromAnotherSizeThanTheLast_isToldTheLast() {
    add(log, 0, log.grow(10).publish());
    SignedNote note = log.grow(20).publish();
    for (long old : new long[] {0, 9, 11, 20}) {
      assertThat(add(log, old, note)).isEqualTo(new Answer.Conflict(10));
    }
    assertThat(add(log, 10, note)).isInstanceOf(Answer.Cosigned.class);
  }

  @Test
  void add_ofAShrunkTree_isMalformed() {
    add(log, 0, log.grow(10).publish());
    SignedNote shorter = log.fork(home.resolve("short")).grow(9).publish();
    assertThat(add(log, 10, shorter)).isEqualTo(refused(Reason.MALFORMED));
  }

  /** Two trees of one size, or one that does not begin with what was cosigned. */
  @Test
  void add_ofAFork_isRefusedAndForgotten() {
    SignedNote first = log.grow(10).publish();
    add(log, 0, first);
    SignedNote kept = memory.last(ORIGIN).orElseThrow();
    SoftwareLog fork = log.fork(home.resolve("fork"));
    fork.append("something else");
    assertThat(add(fork, 10, fork.grow(10).publish())).isEqualTo(refused(Reason.NOT_CONSISTENT));
    assertThat(add(fork, 10, fork.grow(20).publish())).isEqualTo(refused(Reason.NOT_CONSISTENT));
    assertThat(memory.last(ORIGIN)).contains(kept);
    assertThat(add(log, 10, log.grow(11).publish())).isInstanceOf(Answer.Cosigned.class);
  }

  @Test
  void add_withAProofOfSomethingElse_isRefused() {
    add(log, 0, log.grow(10).publish());
    SignedNote note = log.grow(20).publish();
    List<TreeHash> proof = new Tree(20, log.files()).consistency(10);
    List<TreeHash> longer = new ArrayList<>(proof);
    longer.add(TreeHash.EMPTY);
    List<List<TreeHash>> wrong =
        List.of(List.of(), proof.subList(1, proof.size()), proof.reversed(), longer);
    for (List<TreeHash> one : wrong) {
      assertThat(witness.add(new CheckpointRequest(10, one, note).bytes()))
          .isEqualTo(refused(Reason.NOT_CONSISTENT));
    }
  }

  /** A log of no entries has one root only. */
  @Test
  void add_emptyTreeWithAnotherRoot_isRefused() {
    TreeHash other = TreeHash.leaf(new byte[0]);
    SignedNote note = log.sign(new Checkpoint(ORIGIN, 0, other));
    assertThat(witness.add(new CheckpointRequest(0, List.of(), note).bytes()))
        .isEqualTo(refused(Reason.NOT_CONSISTENT));
  }

  @Test
  void add_ofWhatTheLogDidNotSign_isRefused() {
    SignedNote note = log.grow(3).publish();
    SignedNote forged = new SignedNote(note.text().replace("\n3\n", "\n4\n"), note.signatures());
    assertThat(witness.add(new CheckpointRequest(0, List.of(), forged).bytes()))
        .isEqualTo(refused(Reason.NOT_SIGNED));
    SoftwareLog impostor = new SoftwareLog(home.resolve("impostor"), ORIGIN);
    assertThat(add(impostor, 0, impostor.grow(3).publish())).isEqualTo(refused(Reason.NOT_SIGNED));
    SoftwareLog stranger = new SoftwareLog(home.resolve("stranger"), "other.example");
    assertThat(add(stranger, 0, stranger.grow(3).publish())).isEqualTo(refused(Reason.UNKNOWN_LOG));
    assertThat(memory.kept).isEmpty();
  }

  /** A signed text that is no checkpoint says nothing that could be cosigned. */
  @Test
  void add_ofNoCheckpoint_isMalformed() {
    SignedNote note = log.grow(3).publish();
    SignedNote noNumber = new SignedNote(ORIGIN + "\nmany\n", note.signatures());
    assertThat(witness.add(new CheckpointRequest(0, List.of(), noNumber).bytes()))
        .isEqualTo(refused(Reason.MALFORMED));
    assertThat(witness.add(new byte[0])).isEqualTo(refused(Reason.MALFORMED));
  }

  /** Nobody learns of a cosignature that the witness may forget. */
  @Test
  void add_thatCannotBeKept_isNotCosigned() {
    SignedNote note = log.grow(3).publish();
    memory.full = true;
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> add(log, 0, note));
    memory.full = false;
    SoftwareLog fork = log.fork(home.resolve("fork"));
    fork.append("something else");
    assertThat(add(fork, 0, fork.grow(3).publish())).isInstanceOf(Answer.Cosigned.class);
    assertThat(add(log, 3, note)).isEqualTo(refused(Reason.NOT_CONSISTENT));
  }

  @Test
  void add_whereWhatWasKeptIsDamaged_isNotCosigned() {
    SignedNote note = log.grow(3).publish();
    memory.kept.put(ORIGIN, new SignedNote("nothing\n", note.signatures()));
    assertThatExceptionOfType(LogDamaged.class).isThrownBy(() -> add(log, 0, note));
  }

  /** C2SP tlog-witness. */
  @ParameterizedTest
  @EnumSource(Reason.class)
  void reason_asStatus_isThatOfTheSpecification(Reason reason) {
    Map<Reason, Integer> specified =
        Map.of(
            Reason.MALFORMED, 400,
            Reason.NOT_SIGNED, 403,
            Reason.UNKNOWN_LOG, 404,
            Reason.NOT_CONSISTENT, 422);
    assertThat(reason.status()).isEqualTo(specified.get(reason));
  }
}
