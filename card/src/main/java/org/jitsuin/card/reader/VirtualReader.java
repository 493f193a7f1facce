package org.jitsuin.card.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A pcscd with virtual readers. */
public interface VirtualReader {
  /** Returns how many readers it has. */
  int size();

  /**
   * Returns the port at which a reader waits for its card.
   *
   * @param index from 0, below {@link #size()}
   */
  int port(int index);

  /** Returns the name of a reader, as PC/SC shows it. */
  String name(int index);

  /** Returns whether there is something else in a reader already. */
  boolean isTaken(int index);

  /** Returns what a command begins with that must run where the readers can be reached. */
  List<String> prefix();

  /**
   * Returns the socket by which programs talk to it ({@code PCSCLITE_CSOCK_NAME}); empty for that
   * of the machine, which they find by themselves.
   */
  Optional<Path> socket();
}
