package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A bed that is made for one purpose and taken away behind it, also where that fails, or whoever
 * began it tells the program to end. What one left that was killed is taken away first.
 */
public final class PassingBed {
  private static final int MINUTES = 2;

  private final Bed bed;
  private final Path logs;

  /**
   * @param logs the directory where the logs of its machines are kept if it came to no good end
   */
  public PassingBed(Bed bed, Path logs) {
    this.bed = bed;
    this.logs = logs;
  }

  /**
   * Makes it, does something upon it, and takes it away.
   *
   * @param up brings up what is needed of it
   * @param work what is done; 0 if it came to a good end
   * @return what the work said
   */
  public int use(Consumer<Bed> up, ToIntFunction<Bed> work) {
    bed.down();
    CountDownLatch gone = new CountDownLatch(1);
    Thread hook = endOf(Thread.currentThread(), gone);
    Runtime.getRuntime().addShutdownHook(hook);
    int code = 1;
    try {
      up.accept(bed);
      code = work.applyAsInt(bed);
      return code;
    } finally {
      // Whoever was told to end has work yet.
      boolean _ = Thread.interrupted();
      end(code == 0, gone);
      forget(hook);
    }
  }

  /** One thread works at a bed: the one that made it takes it away, and the process waits. */
  private static Thread endOf(Thread maker, CountDownLatch gone) {
    return new Thread(
        () -> {
          maker.interrupt();
          try {
            boolean _ = gone.await(MINUTES, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "end-of-bed");
  }

  private static void forget(Thread hook) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It runs.
    }
  }

  private void end(boolean good, CountDownLatch gone) {
    try {
      BedFiles.delete(logs);
      if (!good) {
        keepLogs();
      }
    } finally {
      try {
        bed.down();
      } finally {
        gone.countDown();
      }
    }
  }

  private void keepLogs() {
    Path from = bed.place().directory();
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path log : tree.filter(path -> path.toString().endsWith(".log")).toList()) {
        Path kept = logs.resolve(from.relativize(log).toString());
        Files.createDirectories(kept.getParent());
        Files.copy(log, kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the logs of " + from, e);
    }
  }
}
