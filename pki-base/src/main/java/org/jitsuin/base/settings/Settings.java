package org.jitsuin.base.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * The values of settings, from wherever the caller keeps them (MicroProfile Config in the server, a
 * file or a map elsewhere).
 *
 * <p>Every reader throws {@link FaultCode#SETTING_INVALID} with the key and what is expected, never
 * with a secret value.
 */
public final class Settings {
  private final Function<String, Optional<String>> source;

  public Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** A value as it is written, without the blanks around it; empty where it is blank. */
  public Optional<String> text(String key) {
    return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  /**
   * The value of a setting, its default where none is written.
   *
   * @throws Fault SETTING_INVALID also if there is neither
   */
  public <T> T get(Setting<T> setting) {
    return text(setting.key())
        .or(setting::standard)
        .map(setting::parse)
        .orElseThrow(() -> invalid(setting.key(), "must be set"));
  }

  /** The value of a setting as far as one is written. */
  public <T> Optional<T> find(Setting<T> setting) {
    return text(setting.key()).map(setting::parse);
  }

  /** The value of a setting that must be written, whatever its default. */
  public <T> T required(Setting<T> setting) {
    return find(setting).orElseThrow(() -> invalid(setting.key(), "must be set"));
  }

  /**
   * The first line of the file that a setting names.
   *
   * @return the secret; the caller clears it when done
   */
  public char[] secret(Setting<Path> setting) {
    return readSecret(setting.key(), required(setting));
  }

  private static char[] readSecret(String key, Path file) {
    try {
      String first = Files.readString(file).lines().findFirst().orElse("");
      if (!first.isBlank()) {
        return first.strip().toCharArray();
      }
    } catch (IOException e) {
      throw invalid(key, "names a file that cannot be read: " + file);
    }
    throw invalid(key, "names an empty file: " + file);
  }

  /** A fault that names the key and says what is wrong with it. */
  public static Fault invalid(String key, String problem) {
    return new Fault(
        FaultCode.SETTING_INVALID,
        "setting " + key + " (environment " + environmentName(key) + ") " + problem);
  }

  /** {@code jitsuin.base-url} is {@code JITSUIN_BASE_URL} in the environment. */
  public static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
