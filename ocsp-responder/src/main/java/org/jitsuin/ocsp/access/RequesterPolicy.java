package org.jitsuin.ocsp.access;

import java.util.Arrays;
import java.util.Locale;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/** The policy of who may ask. */
public enum RequesterPolicy {
  /** Everybody may ask. */
  OPEN,
  /** Registered relying parties, each about the authorities it is registered for. */
  REGISTERED;

  private static final String KEY = "jitsuin.ocsp.requesters";

  /**
   * Reads {@code jitsuin.ocsp.requesters}: {@code open} (the default) or {@code registered}.
   *
   * @throws Fault SETTING_INVALID
   */
  public static RequesterPolicy read(Settings settings) {
    String written = settings.text(KEY).orElse(OPEN.id());
    return Arrays.stream(values())
        .filter(policy -> policy.id().equals(written))
        .findFirst()
        .orElseThrow(() -> Settings.invalid(KEY, "must be open or registered"));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
