package org.jitsuin.crl.publish;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.crl.model.Partition;

/**
 * The parts of a CRL file's name.
 *
 * @param id of the partition
 * @param number of the CRL
 * @param delta whether it is the delta CRL of that number
 */
record CrlFileName(String id, long number, boolean delta) {
  private static final Pattern NAME =
      Pattern.compile(
          "(" + Partition.ID.pattern() + ")\\.([0-9]{1,18})(\\.delta)?\\.crl(\\.gz)?(\\.draft)?");

  /** Reads the name of a finished file or of a draft; empty if it is neither. */
  static Optional<CrlFileName> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new CrlFileName(
                matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3) != null))
        : Optional.empty();
  }
}
