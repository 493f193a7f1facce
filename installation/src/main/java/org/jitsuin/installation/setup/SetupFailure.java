package org.jitsuin.installation.setup;

/** An installation cannot be made or used; the message says what is wrong and what to do. */
public final class SetupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SetupFailure(String message) {
    super(message);
  }

  public SetupFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
