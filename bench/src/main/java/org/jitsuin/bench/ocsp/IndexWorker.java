package org.jitsuin.bench.ocsp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.ocsp.status.SerialKey;
import org.jitsuin.ocsp.status.StatusFollower;
import org.jitsuin.ocsp.status.StatusLookup;

/**
 * The index of the OCSP responder in a process of its own. A line tells what to do; it answers with
 * seconds, how many certificates it knows, and what it came to.
 */
public final class IndexWorker {
  static final String DATABASE = "bench.database";
  static final String USER = "bench.user";
  static final String PASSWORD_FILE = "bench.password-file";

  /** Where the index is kept from one start to the next. */
  static final String FILE = "bench.file";

  /** Read the index, from the file if there is one; answers with the octets that it takes. */
  static final String LOAD = "load";

  /** Keep it in the file. */
  static final String KEEP = "keep";

  /** Follow the feed to its end; answers with the longest look meanwhile, in milliseconds. */
  static final String GROW = "grow";

  private static final int ISSUER = 1;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final StatusFollower follower;

  private IndexWorker(Map<String, String> settings) throws IOException {
    String password = Files.readString(Path.of(settings.get(PASSWORD_FILE))).strip();
    Jdbi jdbi = Jdbi.create(settings.get(DATABASE), settings.get(USER), password);
    follower = new StatusFollower(jdbi, Clocks.system(), Optional.of(Path.of(settings.get(FILE))));
  }

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    IndexWorker worker = new IndexWorker(JavaProcess.settings());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(worker.obey(line));
    }
    Runtime.getRuntime().halt(0);
  }

  private String obey(String order) {
    long before = heap();
    long begin = System.nanoTime();
    double longest = 0;
    switch (order) {
      case LOAD -> follower.run();
      case KEEP -> follower.keepSnapshot();
      case GROW -> longest = grow();
      default -> throw new IllegalArgumentException(order);
    }
    double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
    double more = order.equals(LOAD) ? heap() - before + follower.octets() : longest;
    return String.format(Locale.ROOT, "= %f %d %f", seconds, certificates(), more);
  }

  private long certificates() {
    return follower.read(StatusLookup::certificates).orElse(0L);
  }

  /** Follows the feed until a look brings nothing more. */
  private double grow() {
    Asker asker = new Asker();
    CompletableFuture<Void> asking = CompletableFuture.runAsync(asker);
    long known;
    do {
      known = certificates();
      follower.run();
    } while (certificates() > known);
    asker.enough = true;
    asking.join();
    return asker.longest / NANOS_PER_MILLI;
  }

  /** Asks about one number after another, without a pause. */
  private final class Asker implements Runnable {
    private final SplittableRandom random = new SplittableRandom(1);
    private volatile boolean enough;
    private volatile long longest;

    @Override
    public void run() {
      while (!enough) {
        SerialKey serial = new SerialKey(0, random.nextLong(), random.nextLong());
        long begin = System.nanoTime();
        follower.read(lookup -> lookup.status(ISSUER, serial));
        longest = Math.max(longest, System.nanoTime() - begin);
      }
    }
  }

  /** Octets in use when what nobody needs is gone. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
