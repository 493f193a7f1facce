package org.jitsuin.base.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jitsuin.base.Fault;

/**
 * The settings that exist: one with another name was misspelt, and its meaning would be lost
 * without a word.
 */
public final class KnownSettings {
  private static final String FILE = "keys.txt";
  private static final String PREFIX = "JITSUIN_";

  /**
   * The variables that the launcher, its script and the compose file read from the environment
   * only.
   */
  private static final Set<String> ENVIRONMENT_ONLY =
      Set.of(
          "JITSUIN_HOME",
          "JITSUIN_JAVA_HOME",
          "JITSUIN_JVM_DIRECTORY",
          "JITSUIN_REPOSITORY_PORT",
          "JITSUIN_SECRETS",
          "JITSUIN_BENCH_SETTINGS");

  /** The greatest distance in letters at which a key counts as near. */
  private static final int FARTHEST = 6;

  private static final Set<String> KEYS = read();

  private KnownSettings() {}

  private static Set<String> read() {
    try (InputStream file = KnownSettings.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all keys. */
  public static Set<String> keys() {
    return Set.copyOf(KEYS);
  }

  /**
   * Looks at the keys of a file of settings.
   *
   * @throws Fault SETTING_INVALID for the first that is none, with the nearest that is
   */
  public static void checkKeys(Collection<String> keys) {
    keys.stream()
        .filter(key -> !KEYS.contains(key))
        .min(Comparator.naturalOrder())
        .ifPresent(key -> {
          throw unknown(key, KEYS);
        });
  }

  /**
   * Looks at names that begin as ours, of variables of the environment or of a configuration that
   * has them among others, in either form.
   *
   * @throws Fault as {@link #checkKeys}
   */
  public static void checkNames(Iterable<String> names) {
    Set<String> known =
        KEYS.stream().map(Settings::environmentName).collect(Collectors.toCollection(TreeSet::new));
    StreamSupport.stream(names.spliterator(), false)
        .filter(name -> Settings.environmentName(name).startsWith(PREFIX))
        .filter(name -> !known.contains(Settings.environmentName(name)))
        .filter(name -> !ENVIRONMENT_ONLY.contains(Settings.environmentName(name)))
        .min(Comparator.naturalOrder())
        .ifPresent(name -> {
          throw unknown(name, name.startsWith(PREFIX) ? known : KEYS);
        });
  }

  private static Fault unknown(String name, Set<String> known) {
    return Settings.invalid(
        name,
        "does not exist" + nearest(name, known).map(key -> "; did you mean " + key).orElse(""));
  }

  private static Optional<String> nearest(String name, Set<String> known) {
    return known.stream()
        .filter(key -> distance(name, key) <= FARTHEST)
        .min(Comparator.comparingInt(key -> distance(name, key)));
  }

  /** Returns how many letters must be inserted, deleted or changed (Levenshtein). */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
