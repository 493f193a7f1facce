package org.jitsuin.base.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The form of a name, with a number that the tables hold. */
  private static final Pattern NAME =
      Pattern.compile("([a-z-]{1,32})-g([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])");

  public Issuer {
    if (generation < 1 || generation > LAST_GENERATION) {
      throw new IllegalArgumentException(
          "a key generation is 1 to " + LAST_GENERATION + ", not " + generation);
    }
  }

  /** Reads what {@link #toString} writes; empty if it is not that. */
  public static Optional<Issuer> parse(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Authority.byId(parts.group(1))
            .map(authority -> new Issuer(authority, Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** The name of this generation in key labels and log lines, such as {@code signature-g1}. */
  @Override
  public String toString() {
    return authority.id() + "-g" + generation;
  }
}
