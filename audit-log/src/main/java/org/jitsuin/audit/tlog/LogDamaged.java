package org.jitsuin.audit.tlog;

/** A log is not what it must be: a file is missing or does not fit the others. */
public final class LogDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, and where
   */
  public LogDamaged(String message) {
    super(message);
  }

  public LogDamaged(String message, Throwable cause) {
    super(message, cause);
  }
}
