package org.jitsuin.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proof that an entry is in a log, to be checked without the log (C2SP tlog-proof).
 *
 * @param index the entry's place, 0 for the first
 * @param hashes the inclusion proof, from the entry upwards
 * @param checkpoint the signed checkpoint of the tree that it is for
 */
public record LogProof(long index, List<TreeHash> hashes, SignedNote checkpoint) {
  private static final String HEAD = "c2sp.org/tlog-proof@v1";
  private static final Pattern INDEX = Pattern.compile("index (0|[1-9]\\d{0,17})");

  /** The greatest number of hashes: no tree of 63 bits has a longer proof. */
  private static final int MOST_HASHES = 63;

  private static final int LARGEST = 2 * SignedNote.LARGEST;

  public LogProof {
    hashes = List.copyOf(hashes);
  }

  /** The proof as it is kept in a file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD + "\nindex " + index + "\n");
    hashes.forEach(hash -> text.append(hash).append('\n'));
    return text.append('\n')
        .append(new String(checkpoint.bytes(), StandardCharsets.UTF_8))
        .toString();
  }

  /** Reads it; empty where it is none. Nothing was checked then. */
  public static Optional<LogProof> parse(String text) {
    int end = text.indexOf("\n\n");
    if (text.length() > LARGEST || end < 0) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
    // Whoever made it may have added something, which nothing depends on.
    lines.removeIf(line -> line.startsWith("extra "));
    if (lines.size() < 2
        || lines.size() > 2 + MOST_HASHES
        || !lines.getFirst().equals(HEAD)
        || !INDEX.matcher(lines.get(1)).matches()) {
      return Optional.empty();
    }
    List<TreeHash> hashes =
        lines.subList(2, lines.size()).stream()
            .flatMap(line -> TreeHash.parse(line).stream())
            .toList();
    long index = Long.parseLong(lines.get(1).substring("index ".length()));
    return hashes.size() != lines.size() - 2
        ? Optional.empty()
        : SignedNote.parse(text.substring(end + 2).getBytes(StandardCharsets.UTF_8))
            .map(note -> new LogProof(index, hashes, note));
  }

  /**
   * Returns whether it shows that entry to be in the tree of its checkpoint; says nothing of
   * signatures.
   */
  public boolean shows(byte[] entry) {
    return Checkpoint.parse(checkpoint.text())
        .filter(head ->
            TreeProofs.includes(head.root(), head.size(), index, TreeHash.leaf(entry), hashes))
        .isPresent();
  }
}
