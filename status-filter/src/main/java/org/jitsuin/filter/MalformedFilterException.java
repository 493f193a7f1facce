package org.jitsuin.filter;

/** Octets are not what docs/status-filter.md says. */
public final class MalformedFilterException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with them
   */
  public MalformedFilterException(String message) {
    super(message);
  }
}
