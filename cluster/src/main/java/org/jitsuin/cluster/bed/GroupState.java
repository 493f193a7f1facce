package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a database node that does not run has on its disk about the group of nodes. */
final class GroupState {
  private static final Pattern POSITION =
      Pattern.compile("Recovered position: ([0-9a-f-]{36}:[0-9]+(?:,[0-9]+-[0-9]+-[0-9]+)?)");

  private final Machine machine;
  private final Path file;
  private final Path told;
  private final List<String> program;

  /**
   * @param directory of the node, where what it tells is written
   * @param program that it runs, with its settings
   */
  GroupState(Machine machine, Path directory, Path data, List<String> program) {
    this.machine = machine;
    this.file = data.resolve("grastate.dat");
    this.told = directory.resolve("recover.log");
    this.program = List.copyOf(program);
  }

  /** Returns whether the node was ever one of a group, and has its disk. */
  boolean isKnown() {
    return Files.exists(file);
  }

  /**
   * How far the node has come: the number of the last transaction of the group that it has; -1
   * where it has none.
   */
  long position() {
    return recovered().map(GroupState::number).orElse(-1L);
  }

  private static long number(String position) {
    String numbers = position.substring(position.indexOf(':') + 1);
    return Long.parseLong(numbers.substring(0, (numbers + ",").indexOf(',')));
  }

  /**
   * The group's id and that number, and where nodes are followed also the number of the last change
   * in their binary logs: a node that is started without it may number its next one otherwise than
   * the others do. As one text, in the form of {@code wsrep_start_position}; empty where the node
   * never was of a group.
   */
  Optional<String> recovered() {
    if (!isKnown()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(program);
    // In the file of its log otherwise, among all that was ever said.
    command.addAll(List.of("--wsrep-recover", "--log-error=" + told));
    try {
      Files.deleteIfExists(told);
      String _ = machine.run(command);
      return Optional.of(POSITION.matcher(Files.readString(told)))
          .filter(Matcher::find)
          .map(found -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the node be the one that the others join, whatever it thought when it ended. */
  void allowFirst() {
    try {
      Files.writeString(
          file, Files.readString(file).replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
