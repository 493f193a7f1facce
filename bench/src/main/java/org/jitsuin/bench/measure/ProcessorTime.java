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

  /** What both are of children that ended: cutime and cstime. */
  private static final int CHILDREN = 2;

  /** Returns the time of these processes since they began, with all of their threads. */
  public static ProcessorTime of(Collection<Long> processes) {
    return processes.stream()
        .map(ProcessorTime::of)
        .reduce(new ProcessorTime(0, 0), ProcessorTime::and);
  }

  /**
   * Returns the time of these processes and of all that they started and that ended since they
   * began.
   */
  public static ProcessorTime withChildren(Collection<Long> processes) {
    return processes.stream()
        .map(ProcessorTime::stat)
        .map(stat -> parse(stat).and(children(stat)))
        .reduce(new ProcessorTime(0, 0), ProcessorTime::and);
  }

  /** Returns the time of this process since it began, with all of its threads. */
  public static ProcessorTime of(long process) {
    return parse(stat(process));
  }

  private static String stat(long process) {
    try {
      return Files.readString(Path.of("/proc/" + process + "/stat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessorTime parse(String stat) {
    return at(stat, 0);
  }

  /** Returns the time of children that ended. */
  static ProcessorTime children(String stat) {
    return at(stat, CHILDREN);
  }

  /** The name in brackets may itself hold anything. */
  private static ProcessorTime at(String stat, int more) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessorTime(
        Long.parseLong(fields[USER + more]), Long.parseLong(fields[SYSTEM + more]));
  }

  private ProcessorTime and(ProcessorTime more) {
    return new ProcessorTime(user + more.user, system + more.system);
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
