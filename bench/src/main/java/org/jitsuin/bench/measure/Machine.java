package org.jitsuin.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The size of the machine, as Linux tells it.
 *
 * @param cores as this process may use them
 * @param processor the name of the processor
 * @param memory in GiB
 */
public record Machine(int cores, String processor, double memory) {
  private static final double KIB_PER_GIB = 1024.0 * 1024.0;

  /** Returns this machine. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIB_PER_GIB);
  }

  /**
   * Returns what {@code /proc} says behind a name and a colon; "unknown 0" where it does not say
   * it.
   */
  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown 0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a text for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %.0f GiB, %s %s, Java %s",
        cores,
        processor,
        memory,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
  }
}
