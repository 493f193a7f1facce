package org.jitsuin.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Measures the share of the machine that others took meanwhile: what was busy, less what the own
 * processes used (proc(5), {@code stat} and {@code [pid]/stat}). The kernel's own threads and time
 * stolen by the host count as others'.
 */
public final class CpuWatch {
  /** The share of the machine above which figures are doubtful. */
  private static final double DISTURBING = 0.10;

  /**
   * The index of idle in the first line of {@code /proc/stat}: user nice system idle iowait irq
   * softirq steal.
   */
  private static final int IDLE = 3;

  private static final int IOWAIT = 4;
  private static final int COLUMNS = 8;

  private final List<Long> processes;
  private Times begin;

  /**
   * @param processes the numbers of the own processes; what they start and end meanwhile is their
   *     own as well
   */
  public CpuWatch(List<Long> processes) {
    this.processes = List.copyOf(processes);
    this.begin = now();
  }

  /** Ticks since the start of the machine or of the processes. */
  private record Times(long all, long busy, long own) {}

  /** Others' part of the machine. */
  public record Foreign(double share, double loadAverage) {
    /** Returns a text for people. */
    public String text() {
      String said =
          String.format(
              Locale.ROOT,
              "others took %.0f %% of the machine while it was measured; load average %.1f",
              100 * share,
              loadAverage);
      return isDisturbing() ? said + ": TOO MUCH, the figures are doubtful" : said;
    }

    /** Returns whether figures should not be trusted. */
    public boolean isDisturbing() {
      return share > DISTURBING;
    }
  }

  /** Begins again. */
  public void restart() {
    begin = now();
  }

  /** Returns what others took since the watch was begun. */
  public Foreign foreign() {
    Times end = now();
    return new Foreign(
        foreignShare(end.all() - begin.all(), end.busy() - begin.busy(), end.own() - begin.own()),
        Double.parseDouble(read("/proc/loadavg").split(" ", 2)[0]));
  }

  /**
   * Ticks are counted per processor at different moments, so that it may come out below nothing.
   */
  static double foreignShare(long all, long busy, long own) {
    return all <= 0 ? 0 : Math.max(0, (double) (busy - own) / all);
  }

  private Times now() {
    long[] columns =
        Arrays.stream(read("/proc/stat").lines().findFirst().orElseThrow().split(" +", -1))
            .skip(1)
            .limit(COLUMNS)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = LongStream.of(columns).sum();
    long own = ProcessorTime.withChildren(processes).ticks();
    return new Times(all, all - columns[IDLE] - columns[IOWAIT], own);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
