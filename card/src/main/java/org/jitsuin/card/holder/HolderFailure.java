package org.jitsuin.card.holder;

/** Something that a holder wanted could not be done; the words say what is wrong and what to do. */
public final class HolderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Words words;

  public HolderFailure(String ja, String en) {
    super(en);
    this.words = new Words(ja, en);
  }

  public HolderFailure(String ja, String en, Throwable cause) {
    super(en, cause);
    this.words = new Words(ja, en);
  }

  public Words words() {
    return words;
  }
}
