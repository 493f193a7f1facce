package org.jitsuin.launcher;

import java.util.Arrays;

/** The exit code of a command, as the shell sees it. */
public enum ExitCode {
  /** All is as it should be. */
  OK(0),
  /** Something is wrong: a check of the demo, a server that is not ready. */
  WRONG(1),
  /** The command line is not understood. */
  USAGE(2),
  /** Something must be installed, freed or changed first. */
  UNMET(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /**
   * Returns the code of a process that ends as this one does; {@link #WRONG} for numbers nobody
   * gave.
   */
  static ExitCode of(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst().orElse(WRONG);
  }
}
