package org.jitsuin.verifier.http;

import java.io.IOException;

/** An answer has more octets than any should. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param most how many are taken
   */
  public TooLargeException(long most) {
    super("more than " + most + " octets");
  }
}
