package org.jitsuin.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A log's request to a witness (C2SP tlog-witness, add-checkpoint).
 *
 * @param old the size that the witness cosigned last
 * @param proof that the checkpoint extends the tree of that size
 * @param checkpoint signed by the log
 */
public record CheckpointRequest(long old, List<TreeHash> proof, SignedNote checkpoint) {
  private static final Pattern OLD = Pattern.compile("old (0|[1-9]\\d{0,17})");
  private static final int MOST_HASHES = 63;

  public CheckpointRequest {
    proof = List.copyOf(proof);
  }

  /** Returns the body of the request. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder("old " + old + "\n");
    proof.forEach(hash -> text.append(hash).append('\n'));
    return text.append('\n')
        .append(new String(checkpoint.bytes(), StandardCharsets.UTF_8))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what was sent; empty where it is something else. Nothing was checked then. */
  public static Optional<CheckpointRequest> parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\n\n");
    if (bytes.length > SignedNote.LARGEST || end < 0) {
      return Optional.empty();
    }
    List<String> lines = List.of(text.substring(0, end).split("\n", -1));
    if (lines.size() > 1 + MOST_HASHES || !OLD.matcher(lines.getFirst()).matches()) {
      return Optional.empty();
    }
    long old = Long.parseLong(lines.getFirst().substring("old ".length()));
    List<TreeHash> proof =
        lines.stream().skip(1).flatMap(line -> TreeHash.parse(line).stream()).toList();
    return proof.size() != lines.size() - 1
        ? Optional.empty()
        : SignedNote.parse(text.substring(end + 2).getBytes(StandardCharsets.UTF_8))
            .map(note -> new CheckpointRequest(old, proof, note));
  }
}
