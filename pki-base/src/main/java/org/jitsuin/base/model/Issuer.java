package org.jitsuin.base.model;

/**
 * A key generation of an authority. All generations of an authority share one distinguished name
 * and differ in their key.
 *
 * @param authority the authority
 * @param generation 1 for the first key, counted upwards
 */
public record Issuer(Authority authority, int generation) {
  public Issuer {
    if (generation < 1 || generation > 99) {
      throw new IllegalArgumentException("a key generation is 1 to 99, not " + generation);
    }
  }

  /** The name of this generation in key labels and log lines, such as {@code signature-g1}. */
  @Override
  public String toString() {
    return authority.id() + "-g" + generation;
  }
}
