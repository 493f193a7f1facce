package org.jitsuin.ca.log;

import org.jitsuin.base.model.Setback;

/**
 * The database is an older state of itself, as something shows that was signed from a newer one.
 */
final class SetbackFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Setback setback;

  SetbackFound(Setback setback) {
    super(setback.sentence());
    this.setback = setback;
  }

  Setback setback() {
    return setback;
  }
}
