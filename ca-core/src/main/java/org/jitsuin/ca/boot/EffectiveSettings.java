package org.jitsuin.ca.boot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.ServiceAct.SettingChange;
import org.jitsuin.audit.entry.ServiceAct.SettingsChanged;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.store.SettingTable;

/**
 * The settings that a server runs with, as far as the audit log may know them: of a secret only
 * that it is set, of what may tell about machines and people (paths, addresses with more than a
 * host) a hash.
 */
final class EffectiveSettings {
  private static final Pattern OURS = Pattern.compile("(jitsuin\\.|JITSUIN_)[\\w.-]{1,100}");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passphrase|secret|pin|credential|token)([._-].*)?");
  private static final Pattern FILE = Pattern.compile("(?i).*[._-]file");
  private static final Pattern PLAIN =
      Pattern.compile("[\\w.,:+-]{1,100}|https?://[\\w.:-]{1,80}(/[\\w.-]{0,20})?");

  private EffectiveSettings() {}

  /** Returns all settings that are set, by name. */
  static Map<String, String> of(Config config) {
    Map<String, String> settings = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (OURS.matcher(name).matches()) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> settings.put(name, shown(name, value)));
      }
    }
    return settings;
  }

  /** Returns what may be shown of a value. */
  static String shown(String name, String value) {
    // The name of a file with a secret is none.
    if (SECRET.matcher(name).matches() && !FILE.matcher(name).matches()) {
      return "set";
    }
    return PLAIN.matcher(value).matches()
        ? value
        : "sha256:" + Fingerprint.of(value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Notes them as those that the server was last started with.
   *
   * @return what changed since the time before; empty where nothing did
   */
  static Optional<SettingsChanged> note(Handle handle, String node, Map<String, String> now) {
    Map<String, String> before = SettingTable.of(handle, node);
    Map<String, String> changed = new TreeMap<>();
    List<SettingChange> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String value = now.getOrDefault(name, "");
      if (!old.equals(value)) {
        changed.put(name, value);
        changes.add(new SettingChange(name, old, value));
      }
    }
    SettingTable.put(handle, node, changed);
    return changes.isEmpty() ? Optional.empty() : Optional.of(new SettingsChanged(changes));
  }
}
