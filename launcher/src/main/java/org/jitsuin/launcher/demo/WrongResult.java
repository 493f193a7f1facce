package org.jitsuin.launcher.demo;

/** A step of the demo did not come out as it should. */
public final class WrongResult extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongResult(String expected, String got) {
    super("expected: " + expected + "\ngot: " + (got.isBlank() ? "nothing" : got.strip()));
  }
}
