package org.jitsuin.card.state;

import org.jitsuin.base.model.Bytes;

/**
 * Which update of the office was the last: the next one has the next number, and the last one sent
 * again is known by its digest.
 *
 * @param counter how many updates the card took
 * @param digest SHA-256 of the last one; empty where there was none
 */
public record UpdateMark(int counter, Bytes digest) {
  public static UpdateMark none() {
    return new UpdateMark(0, Bytes.of(new byte[0]));
  }
}
