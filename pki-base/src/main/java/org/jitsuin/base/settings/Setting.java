package org.jitsuin.base.settings;

import java.util.Optional;
import org.jitsuin.base.Fault;

/**
 * One setting: its key, the values that it may have, and the one that it has where none is written.
 *
 * @param key such as {@code jitsuin.ocsp.poll}
 * @param standard the default as people would write it; empty where there is none
 */
public record Setting<T>(String key, ValueType<T> type, Optional<String> standard) {
  public Setting {
    if (standard.filter(value -> type.read(value).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("the default of " + key + " is none of its values");
    }
  }

  /**
   * Reads a value.
   *
   * @throws Fault SETTING_INVALID if it is not one that the setting may have
   */
  T parse(String written) {
    return type.read(written)
        .orElseThrow(() -> Settings.invalid(key, "must be " + type.expected() + example()));
  }

  /** The default, unless the expectation names it. */
  private String example() {
    return standard
        .filter(value -> !type.expected().contains(value))
        .map(value -> ", such as " + value)
        .orElse("");
  }
}
