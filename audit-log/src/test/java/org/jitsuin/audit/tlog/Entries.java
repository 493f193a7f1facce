package org.jitsuin.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Entries to fill logs with, and the tree over them as RFC 9162 section 2.1.1 defines it. */
public final class Entries {
  private Entries() {}

  public static byte[] entry(int index) {
    return ("entry " + index).getBytes(StandardCharsets.UTF_8);
  }

  public static List<TreeHash> leaves(int count) {
    return IntStream.range(0, count).mapToObj(index -> TreeHash.leaf(entry(index))).toList();
  }

  /** By definition, without tiles. */
  public static TreeHash root(List<TreeHash> leaves) {
    return switch (leaves.size()) {
      case 0 -> TreeHash.EMPTY;
      case 1 -> leaves.getFirst();
      default -> {
        int split = Integer.highestOneBit(leaves.size() - 1);
        yield TreeHash.node(
            root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
      }
    };
  }

  /** A log of so many entries. */
  public static LogFiles log(Path directory, int count) {
    LogFiles files = new LogFiles(directory);
    LogWriter writer = LogWriter.begin(files);
    IntStream.range(0, count).forEach(index -> writer.append(entry(index)));
    writer.show();
    return files;
  }
}
