package org.jitsuin.card.holder;

import java.util.Arrays;
import org.jitsuin.base.model.Bytes;

/** An answer of a card: data and status word. */
record CardReply(Bytes content, int status) {
  private static final int OK = 0x9000;
  private static final int END_OF_FILE = 0x6282;
  private static final int AUTHENTICATION_BLOCKED = 0x6983;
  private static final int REFERENCE_BLOCKED = 0x6984;

  static CardReply of(byte[] answer) {
    if (answer.length < 2) {
      throw new HolderFailure(
          "カードから正しい応答がありません。カードを置き直してください。",
          "The card does not answer properly; take it out and put it back.");
    }
    int end = answer.length - 2;
    return new CardReply(
        Bytes.of(Arrays.copyOf(answer, end)),
        ((answer[end] & 0xff) << 8) | (answer[end + 1] & 0xff));
  }

  byte[] data() {
    return content.bytes();
  }

  boolean isOk() {
    return status == OK;
  }

  /** Whether there are data, though fewer than were asked for. */
  boolean hasData() {
    return isOk() || status == END_OF_FILE;
  }

  /** Whether the card wants another length, which is the low octet. */
  boolean wantsLength() {
    return status >> 8 == 0x6c;
  }

  /** Whether it says how many tries are left, in the low digit. */
  boolean tellsTries() {
    return (status & 0xfff0) == 0x63c0;
  }

  int tries() {
    return status & 0xf;
  }

  /** Whether a PIN is locked: real cards say the one, some programs expect the other. */
  boolean isBlocked() {
    return status == AUTHENTICATION_BLOCKED || status == REFERENCE_BLOCKED;
  }
}
