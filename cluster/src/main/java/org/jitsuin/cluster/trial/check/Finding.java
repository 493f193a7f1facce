package org.jitsuin.cluster.trial.check;

import java.util.Locale;

/**
 * Something that must not be.
 *
 * @param rule that was broken
 */
public record Finding(String rule, String sentence) {
  @SuppressWarnings("AnnotateFormatMethod")
  static Finding of(String rule, String sentence, Object... values) {
    return new Finding(rule, String.format(Locale.ROOT, sentence, values));
  }
}
