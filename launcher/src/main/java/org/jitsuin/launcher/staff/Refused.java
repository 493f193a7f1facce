package org.jitsuin.launcher.staff;

/** The server refused what it was asked for. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code of the refusal, such as {@code SAME_PERSON}
   * @param detail what is wrong and what to do
   */
  Refused(String code, String detail) {
    super("%s (%s)".formatted(detail, code));
    this.code = code;
  }

  /** The code of the refusal. */
  public String code() {
    return code;
  }
}
