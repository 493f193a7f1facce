package org.jitsuin.audit.tlog;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cosigns checkpoints of the logs that it knows, each only if it extends the one that it cosigned
 * before (C2SP tlog-witness). What it cosigned is kept before anybody learns of it.
 */
public final class Witness {
  private final Map<String, NoteKey> logs;
  private final Cosigner cosigner;
  private final WitnessMemory memory;
  private final InstantSource clock;

  /**
   * @param logs one key for each
   */
  public Witness(List<NoteKey> logs, Cosigner cosigner, WitnessMemory memory, InstantSource clock) {
    this.logs = logs.stream().collect(Collectors.toMap(NoteKey::name, Function.identity()));
    this.cosigner = cosigner;
    this.memory = memory;
    this.clock = clock;
  }

  /** The memory in which a witness keeps what it cosigned last. */
  public interface WitnessMemory {
    /** Returns the last checkpoint cosigned of a log; empty if there is none. */
    Optional<SignedNote> last(String origin);

    /** Returns once it cannot be lost. */
    void keep(String origin, SignedNote cosigned);
  }

  /** The answer of a witness. */
  public sealed interface Answer {
    /**
     * The witness cosigned.
     *
     * @param line the signature
     */
    record Cosigned(String line) implements Answer {}

    /**
     * The witness has cosigned another size.
     *
     * @param size that it cosigned last
     */
    record Conflict(long size) implements Answer {}

    /** The witness does not cosign the checkpoint. */
    record Refused(Reason reason) implements Answer {}
  }

  /** The reason why a witness does not cosign. */
  public enum Reason {
    /** The request cannot be read, or says that the log has shrunk. */
    MALFORMED(400),
    /** The log did not sign it. */
    NOT_SIGNED(403),
    /** The witness does not know the log. */
    UNKNOWN_LOG(404),
    /** The checkpoint does not continue the one that was cosigned before. */
    NOT_CONSISTENT(422);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The status code of HTTP. */
    public int status() {
      return status;
    }
  }

  /** Checks and cosigns, one request after another. */
  public synchronized Answer add(byte[] body) {
    Optional<CheckpointRequest> request = CheckpointRequest.parse(body);
    Optional<Checkpoint> head =
        request.flatMap(asked -> Checkpoint.parse(asked.checkpoint().text()));
    if (request.isEmpty() || head.isEmpty()) {
      return new Answer.Refused(Reason.MALFORMED);
    }
    NoteKey log = logs.get(head.get().origin());
    if (log == null) {
      return new Answer.Refused(Reason.UNKNOWN_LOG);
    }
    if (log.check(request.get().checkpoint()) != NoteKey.Verdict.VALID) {
      return new Answer.Refused(Reason.NOT_SIGNED);
    }
    return add(request.get(), head.get());
  }

  private Answer add(CheckpointRequest request, Checkpoint head) {
    if (request.old() > head.size()) {
      return new Answer.Refused(Reason.MALFORMED);
    }
    Checkpoint last = last(head.origin());
    if (request.old() != last.size()) {
      return new Answer.Conflict(last.size());
    }
    if (!TreeProofs.extend(last.root(), last.size(), head.root(), head.size(), request.proof())
        || (head.size() == 0 && !head.root().equals(TreeHash.EMPTY))) {
      return new Answer.Refused(Reason.NOT_CONSISTENT);
    }
    SignedNote.Signature signature = cosigner.cosign(request.checkpoint().text(), clock.instant());
    memory.keep(head.origin(), request.checkpoint().with(signature));
    return new Answer.Cosigned(signature.line());
  }

  private Checkpoint last(String origin) {
    return memory
        .last(origin)
        .map(note ->
            Checkpoint.parse(note.text())
                .orElseThrow(
                    () -> new LogDamaged("what was cosigned of " + origin + " cannot be read")))
        .orElseGet(() -> new Checkpoint(origin, 0, TreeHash.EMPTY));
  }

  /** Returns the last checkpoint cosigned of a log. */
  public synchronized Optional<SignedNote> last(NoteKey log) {
    return memory.last(log.name());
  }

  /** The keys of the logs that it knows. */
  public List<NoteKey> logs() {
    return List.copyOf(logs.values());
  }
}
