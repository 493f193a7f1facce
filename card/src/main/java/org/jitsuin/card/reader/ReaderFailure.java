package org.jitsuin.card.reader;

/** A virtual reader cannot be had or used; the message says what is wrong and what to do. */
public final class ReaderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReaderFailure(String message) {
    super(message);
  }

  public ReaderFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
