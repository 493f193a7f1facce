package org.jitsuin.base.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a setting may have.
 *
 * @param expected a noun phrase that follows "must be", such as {@code true or false}
 */
public record ValueType<T>(Reader<T> reader, String expected) {
  /** Reads a value as people write it. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Empty if it is no such value. */
    Optional<T> read(String written);
  }

  Optional<T> read(String written) {
    return reader.read(written);
  }

  /** Any text. */
  public static ValueType<String> text() {
    return new ValueType<>(Optional::of, "a text");
  }

  /**
   * A text of a certain form.
   *
   * @param form a regular expression that all of it matches
   * @param expected as of this record
   */
  public static ValueType<String> matching(String form, String expected) {
    Pattern pattern = Pattern.compile(form);
    return new ValueType<>(
        written -> Optional.of(written).filter(pattern.asMatchPredicate()), expected);
  }

  /** A path of a file or directory. */
  public static ValueType<Path> path() {
    return new ValueType<>(
        written -> {
          try {
            return Optional.of(Path.of(written));
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        "a path");
  }

  /** A whole number within bounds, which are values too. */
  public static ValueType<Integer> number(int min, int max) {
    return wholeNumber(min, max).map(Long::intValue);
  }

  /** A whole number that may need 64 bits. */
  public static ValueType<Long> wholeNumber(long min, long max) {
    return new ValueType<>(
        written -> {
          try {
            return Optional.of(Long.valueOf(written)).filter(value -> value >= min && value <= max);
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        },
        "a whole number from " + min + " to " + max);
  }

  /** A duration in ISO-8601, such as {@code PT15M}, within bounds, which are values too. */
  public static ValueType<Duration> duration(Duration min, Duration max) {
    return new ValueType<>(
        written -> {
          try {
            return Optional.of(Duration.parse(written))
                .filter(value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
          } catch (DateTimeParseException e) {
            return Optional.empty();
          }
        },
        "a duration from " + min + " to " + max);
  }

  /** {@code true} or {@code false}. */
  public static ValueType<Boolean> flag() {
    return oneOf(List.of(true, false), value -> Boolean.toString(value));
  }

  /**
   * One of a few values.
   *
   * @param name how people write a value
   */
  public static <T> ValueType<T> oneOf(List<T> values, Function<T, String> name) {
    String last = name.apply(values.getLast());
    return new ValueType<>(
        written -> values.stream().filter(value -> name.apply(value).equals(written)).findFirst(),
        values.subList(0, values.size() - 1).stream()
            .map(name)
            .collect(Collectors.joining(", ", "", " or " + last)));
  }

  /** The same values, each turned into another one. */
  public <R> ValueType<R> map(Function<T, R> other) {
    return new ValueType<>(written -> reader.read(written).map(other), expected);
  }
}
