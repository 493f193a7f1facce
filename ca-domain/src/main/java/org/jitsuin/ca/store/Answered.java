package org.jitsuin.ca.store;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * The result of an act with the answer to it.
 *
 * @param answer the octets of the JSON document that is kept, and given again when the same request
 *     comes again
 */
public record Answered<T>(T result, Bytes answer) {
  /** The same with the receipt in the answer, if there is one. */
  public Answered<T> with(Optional<Receipt> receipt) {
    return receipt.map(one -> new Answered<>(result, one.on(answer))).orElse(this);
  }
}
