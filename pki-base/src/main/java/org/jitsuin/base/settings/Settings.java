package org.jitsuin.base.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * Reads settings by key, such as {@code jitsuin.base-url}, from wherever the caller keeps them
 * (MicroProfile Config in the server, a file or a map elsewhere).
 *
 * <p>Every reader throws {@link FaultCode#SETTING_INVALID} with the key and what is expected, never
 * with a secret value.
 */
public final class Settings {
  private final Function<String, Optional<String>> source;

  public Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  public Optional<String> text(String key) {
    return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> invalid(key, "must be set"));
  }

  public int number(String key, int fallback, int min, int max) {
    return (int) wholeNumber(key, fallback, min, max);
  }

  /** A slot number of PKCS#11 or another value that needs 64 bits; it has no default. */
  public long wholeNumber(String key) {
    required(key);
    return wholeNumber(key, 0, 0, Long.MAX_VALUE);
  }

  private long wholeNumber(String key, long fallback, long min, long max) {
    Optional<String> written = text(key);
    try {
      long value = written.map(Long::parseLong).orElse(fallback);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with what is expected.
    }
    throw invalid(key, "must be a whole number from " + min + " to " + max);
  }

  /** A duration in ISO-8601, such as {@code PT15M}; negative only where {@code min} is. */
  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    try {
      Duration value = text(key).map(Duration::parse).orElse(fallback);
      if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // Said below, together with what is expected.
    }
    throw invalid(key, "must be a duration from " + min + " to " + max + ", such as " + fallback);
  }

  public Path path(String key) {
    return Path.of(required(key));
  }

  /**
   * The first line of the file that the key names.
   *
   * @return the secret; the caller clears it when done
   */
  public char[] secret(String key) {
    return readSecret(key, path(key));
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
