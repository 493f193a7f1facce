package org.jitsuin.base.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of one module, in the order in which they are declared. */
public final class SettingList {
  private final List<Setting<?>> all = new ArrayList<>();

  /**
   * Declares a setting.
   *
   * @param standard its default, as people would write it
   */
  public <T> Setting<T> add(String key, ValueType<T> type, String standard) {
    return add(new Setting<>(key, type, Optional.of(standard)));
  }

  /** Declares a setting that has no default. */
  public <T> Setting<T> add(String key, ValueType<T> type) {
    return add(new Setting<>(key, type, Optional.empty()));
  }

  /** Declares a setting of a family, such as those of one token. */
  public <T> Setting<T> add(Setting<T> setting) {
    all.add(setting);
    return setting;
  }

  /** All that were declared. */
  public List<Setting<?>> all() {
    return List.copyOf(all);
  }
}
