package org.jitsuin.verifier.status;

/** What came says nothing that can be believed. */
public final class Unanswered extends Exception {
  private static final long serialVersionUID = 1L;

  private final Silence why;

  /**
   * @param detail for those who run the program; says nothing of a person
   */
  public Unanswered(Silence why, String detail) {
    super(detail);
    this.why = why;
  }

  /**
   * @param detail for those who run the program; says nothing of a person
   */
  public Unanswered(Silence why, String detail, Exception cause) {
    super(detail, cause);
    this.why = why;
  }

  /** Returns it as an answer. */
  public StatusAnswer.Silent answer() {
    return new StatusAnswer.Silent(why, getMessage());
  }

  /** Goes on only where something is so. */
  public static void unless(boolean right, Silence why, String detail) throws Unanswered {
    if (!right) {
      throw new Unanswered(why, detail);
    }
  }
}
