package org.jitsuin.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The time that processors worked for processes (proc(5), {@code [pid]/stat}). Unlike a rate it
 * hardly depends on what else the machine does.
 *
 * @param user ticks in their own code
 * @param system ticks in the kernel, on their behalf
 */
public record ProcessorTime(long user, long system) {
  /** Linux tells times to programs in hundredths of a second, whatever the kernel counts in. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double MICROS_PER_SECOND = 1e6;

  /**
   * The index of utime behind the name in {@code /proc/[pid]/stat}: utime and stime are fields 14
   * and 15.
   */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Returns the time of these processes since they began, with all of their threads. */
  public static ProcessorTime of(Collection<Long> processes) {
    return processes.stream()
        .map(ProcessorTime::of)
        .reduce(
            new ProcessorTime(0, 0),
            (a, b) -> new ProcessorTime(a.user + b.user, a.system + b.system));
  }

  /** Returns the time of this process since it began, with all of its threads. */
  public static ProcessorTime of(long process) {
    try {
      return parse(Files.readString(Path.of("/proc/" + process + "/stat")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name in brackets may itself hold anything. */
  static ProcessorTime parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessorTime(Long.parseLong(fields[USER]), Long.parseLong(fields[SYSTEM]));
  }

  /** Returns the time since then. */
  public ProcessorTime since(ProcessorTime earlier) {
    return new ProcessorTime(user - earlier.user, system - earlier.system);
  }

  /** Returns both times together, in ticks. */
  public long ticks() {
    return user + system;
  }

  /** Microseconds, user and system, for each of so many acts. */
  public double microsEach(long acts) {
    return ticks() / TICKS_PER_SECOND * MICROS_PER_SECOND / acts;
  }
}
