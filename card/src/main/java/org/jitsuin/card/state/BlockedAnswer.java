package org.jitsuin.card.state;

/** What VERIFY says of a locked PIN. */
public enum BlockedAnswer {
  /** As the real card does. */
  REFERENCE_DATA_NOT_USABLE(0x6984),
  /** As OpenSC would have it, which tells people that the PIN is locked for nothing else. */
  AUTHENTICATION_METHOD_BLOCKED(0x6983);

  private final int status;

  BlockedAnswer(int status) {
    this.status = status;
  }

  /** The status word. */
  public int status() {
    return status;
  }
}
