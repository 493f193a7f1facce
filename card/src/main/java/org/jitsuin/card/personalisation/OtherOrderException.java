package org.jitsuin.card.personalisation;

import java.io.IOException;
import org.jitsuin.base.model.Bytes;

/** Another order was begun on the card, by another counter or before, and is not finished. */
public final class OtherOrderException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Bytes order;

  OtherOrderException(Bytes order) {
    super("another order is being written to the card; finish it or give it up first");
    this.order = order;
  }

  /** Which one it is. */
  public Bytes order() {
    return order;
  }
}
