package org.jitsuin.base.model;

/**
 * A key generation of an authority. All generations of an authority share one distinguished name
 * and differ in their key.
 *
 * @param authority the authority
 * @param generation 1 for the first key, counted upwards
 */
public record Issuer(Authority authority, int generation) {
  /** The greatest number of a key generation, which is the greatest that the tables hold. */
  public static final int LAST_GENERATION = 255;

  public Issuer {
    if (generation < 1 || generation > LAST_GENERATION) {
      throw new IllegalArgumentException(
          "a key generation is 1 to " + LAST_GENERATION + ", not " + generation);
    }
  }

  /** The name of this generation in key labels and log lines, such as {@code signature-g1}. */
  @Override
  public String toString() {
    return authority.id() + "-g" + generation;
  }
}
