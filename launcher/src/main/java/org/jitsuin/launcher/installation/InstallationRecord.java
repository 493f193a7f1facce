package org.jitsuin.launcher.installation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.Settings;

/**
 * The record of an installation in {@code installation.properties}: the format of its directory,
 * whether it was made to its end, its token slots, what the key ceremony fixed, and the settings
 * that must stay the same from one start to the next.
 */
public record InstallationRecord(Map<String, String> values) {
  /**
   * The format of the directory, raised when this program no longer understands one that an older
   * one made.
   */
  private static final String FORMAT = "1";

  private static final String FORMAT_KEY = "format";
  private static final String COMPLETE_KEY = "complete";
  private static final String HELD_KEY = "ceremony.held";
  private static final String BASE_URL_KEY = "ceremony.base-url";

  /** The settings that make the installation what it is. */
  private static final List<String> KEPT =
      Stream.of(
              BaseSettings.SERVICES,
              BaseSettings.PRODUCTION,
              LauncherSettings.BIND,
              BaseSettings.BASE_URL,
              LauncherSettings.HTTP_PORT,
              LauncherSettings.HTTPS_PORT,
              LauncherSettings.PUBLIC_PORT,
              LauncherSettings.MANAGEMENT_PORT,
              LauncherSettings.SERVER_USER,
              LauncherSettings.DB_PORT,
              LauncherSettings.DB_URL,
              BaseSettings.DB_HOME,
              LauncherSettings.DB_HOME_USER,
              LauncherSettings.DB_HOME_PASSWORD_FILE,
              LauncherSettings.DB_ADMIN_USER,
              LauncherSettings.DB_ADMIN_PASSWORD_FILE,
              LauncherSettings.CUSTODY_DIRECTORY,
              BaseSettings.PKCS11_LIBRARY,
              BaseSettings.slot("ca"),
              BaseSettings.pinFile("ca"),
              BaseSettings.slot("ocsp"),
              BaseSettings.pinFile("ocsp"))
          .map(Setting::key)
          .toList();

  public InstallationRecord {
    values = Map.copyOf(values);
  }

  /** A new installation's, with the settings as they are now. */
  public InstallationRecord begun(Settings settings) {
    Map<String, String> begun = new HashMap<>(values);
    begun.put(FORMAT_KEY, FORMAT);
    for (String key : KEPT) {
      settings.text(key).ifPresent(value -> begun.put(key, value));
    }
    return new InstallationRecord(begun);
  }

  private InstallationRecord with(String key, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(key, value);
    return new InstallationRecord(changed);
  }

  boolean isOfThisFormat() {
    return FORMAT.equals(values.get(FORMAT_KEY));
  }

  /** A setting as it was when the server was last started. */
  Optional<String> setting(String key) {
    return KEPT.contains(key) ? Optional.ofNullable(values.get(key)) : Optional.empty();
  }

  /** Returns whether a key ceremony of its own, apart from a start, was held to its end. */
  public boolean isHeld() {
    return isComplete() || "true".equals(values.get(HELD_KEY));
  }

  public InstallationRecord held() {
    return with(HELD_KEY, "true");
  }

  /** Returns whether the installation was ready at least once. */
  public boolean isComplete() {
    return "true".equals(values.get(COMPLETE_KEY));
  }

  public InstallationRecord completed() {
    return with(COMPLETE_KEY, "true");
  }

  /**
   * The slot of a private token, once it was made.
   *
   * @param token {@code ca} or {@code ocsp}
   */
  public OptionalLong slot(String token) {
    String slot = values.get("slot." + token);
    return slot == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(slot));
  }

  public InstallationRecord withSlot(String token, long slot) {
    return with("slot." + token, Long.toString(slot));
  }

  /** The base URL in the authorities' certificates, once the key ceremony was begun. */
  public Optional<String> ceremonyBaseUrl() {
    return Optional.ofNullable(values.get(BASE_URL_KEY));
  }

  public InstallationRecord withCeremonyBaseUrl(String baseUrl) {
    return with(BASE_URL_KEY, baseUrl);
  }
}
