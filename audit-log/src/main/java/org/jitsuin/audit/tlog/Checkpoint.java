package org.jitsuin.audit.tlog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checkpoint: what a log says of itself at some moment (C2SP tlog-checkpoint).
 *
 * @param origin names the log
 * @param size how many entries it has
 * @param root the hash over them
 */
public record Checkpoint(String origin, long size, TreeHash root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,17}");

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root + "\n";
  }

  /** Reads the text of a note; lines that others add behind the three say nothing here. */
  public static Optional<Checkpoint> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3
        || lines.stream().anyMatch(String::isEmpty)
        || !SIZE.matcher(lines.get(1)).matches()) {
      return Optional.empty();
    }
    return TreeHash.parse(lines.get(2))
        .map(root -> new Checkpoint(lines.getFirst(), Long.parseLong(lines.get(1)), root));
  }
}
