package org.jitsuin.ca.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state of a card, with all that is known of its holder: what somebody has seen before an act
 * upon it.
 *
 * @param resident how often anything of the holder, the cards or the certificates was changed
 * @param entry the number of the newest entry of the audit log about the card then, 0 for none:
 *     what was done since stands behind it
 */
public record CardVersion(int resident, long entry) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  /** Reads the form that {@link #toString} writes; empty where it is another. */
  public static Optional<CardVersion> of(String text) {
    Matcher read = FORM.matcher(text);
    return read.matches()
        ? Optional.of(
            new CardVersion(Integer.parseInt(read.group(1)), Long.parseLong(read.group(2))))
        : Optional.empty();
  }

  /** Returns whether nothing was changed since, by the version that the holder has now. */
  public boolean isCurrent(int now) {
    return resident == now;
  }

  /** As it stands in answers, such as {@code 8-4711}. */
  @Override
  public String toString() {
    return resident + "-" + entry;
  }
}
