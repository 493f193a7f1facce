package org.jitsuin.bench.filter;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.filter.DeltaFile;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.Sha256;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.build.BaseWriter;
import org.jitsuin.filter.build.BlockBuilder;
import org.jitsuin.filter.build.DeltaBuilder;
import org.jitsuin.filter.build.Members;
import org.jitsuin.filter.build.Salt;
import org.roaringbitmap.RoaringBitmap;

/**
 * Builds and asks filters in a process of its own with little memory. A line tells what to do; it
 * answers with seconds and what it came to.
 */
public final class FilterWorker {
  static final String DIRECTORY = "bench.directory";
  static final String SIZE = "bench.size";
  static final String SHARE = "bench.share";

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long FEED = 1;
  private static final int SAMPLE = 1 << 20;

  private final Path directory;
  private final FilterUniverse universe;
  private final FilterSigner signer = new FilterSigner(Clocks.system().instant());
  private final long until = FilterUniverse.begin(FilterUniverse.MONTHS);
  private final Map<Long, FilterStatus> changes = new HashMap<>();
  private long good;
  private long notGood;
  private byte[] delta = {};

  private FilterWorker(Map<String, String> settings) {
    directory = Path.of(settings.get(DIRECTORY));
    universe =
        new FilterUniverse(
            directory, Long.parseLong(settings.get(SIZE)), Double.parseDouble(settings.get(SHARE)));
  }

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException {
    FilterWorker worker = new FilterWorker(JavaProcess.settings());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(worker.obey(line.split(" ", -1)));
    }
    Runtime.getRuntime().halt(0);
  }

  private String obey(String[] words) throws IOException {
    long begin = System.nanoTime();
    String result =
        switch (words[0]) {
          case "draw" -> draw();
          case "build" -> build();
          case "delta" -> delta(Integer.parseInt(words[1]));
          case "ask" -> "" + wrong();
          case "rate" -> rate(Integer.parseInt(words[1]));
          case "cascade" -> cascade();
          case "roaring" -> roaring();
          default -> throw new IllegalArgumentException(words[0]);
        };
    return "= " + (System.nanoTime() - begin) / NANOS_PER_SECOND + " " + result;
  }

  /** Answers with the octets of the bound, over all and by months, and how many are revoked. */
  private String draw() {
    double byMonths = 0;
    long all = 0;
    long revoked = 0;
    for (FilterUniverse.Count month : Parallel.forEachMonth(universe::draw)) {
      byMonths += bound(month.all(), month.revoked());
      all += month.all();
      revoked += month.revoked();
    }
    notGood = revoked;
    good = all - revoked;
    return bound(all, revoked) + " " + byMonths + " " + revoked;
  }

  /** In octets: by how many bits it can be said at all which of them are revoked. */
  private static double bound(long all, long revoked) {
    if (revoked == 0 || revoked == all) {
      return 0;
    }
    double part = (double) revoked / all;
    double bits = -part * Math.log(part) - (1 - part) * Math.log(1 - part);
    return all * bits / Math.log(2) / 8;
  }

  private Path base() {
    return directory.resolve("base");
  }

  /** Answers with the octets of the base. */
  private String build() throws IOException {
    List<BaseWriter.Span> spans =
        Parallel.forEachMonth(month ->
            new BaseWriter.Span(
                FilterUniverse.begin(month),
                FilterUniverse.begin(month + 1),
                BlockBuilder.build(universe.members(month), new Salt(month, ~month))));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(base()))) {
      BaseWriter.write(
          out, FEED, until, List.of(new BaseWriter.Generation(signer.keyHash(), spans)));
    }
    return "" + Files.size(base());
  }

  /** Revokes some that are good, suspends some and restores some; answers with octets. */
  private String delta(int count) throws IOException {
    changes.clear();
    int month = FilterUniverse.MONTHS / 2;
    Members changed = new Members(count);
    universe.visit(
        month,
        (high, low, status) -> {
          if (changed.size() < count && status != FilterStatus.REVOKED) {
            FilterStatus now =
                changed.size() % 3 == 0 ? FilterStatus.ON_HOLD : FilterStatus.REVOKED;
            changed.add(high, low, status == FilterStatus.ON_HOLD ? FilterStatus.GOOD : now);
            changes.put(low, changed.status(changed.size() - 1));
          }
        });
    delta =
        new DeltaBuilder(Sha256.of(Files.readAllBytes(base())), FEED + count, until)
            .build(
                good + notGood,
                new Salt(1, 2),
                List.of(new DeltaBuilder.Generation(signer.keyHash(), changed)),
                this::isRight);
    return "" + delta.length;
  }

  /** Asks the delta about each certificate: it tells of those that changed, and of no others. */
  private boolean isRight(DeltaFile file) {
    long told =
        Parallel.forEachMonth(
                month -> {
                  long[] right = {0};
                  universe.visit(
                      month,
                      (high, low, status) -> {
                        Optional<FilterStatus> changed = file.changed(0, high, low);
                        if (changed.isPresent()) {
                          // More than all, if one is told wrongly.
                          right[0] += changed.get() == changes.get(low) ? 1 : good + notGood;
                        }
                      });
                  return right[0];
                })
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    return told == changes.size();
  }

  private StatusFilter open() throws IOException {
    byte[] base = Files.readAllBytes(base());
    Opened opened =
        StatusFilter.open(signer.head(base, delta), base, delta, List.of(signer.authority()));
    if (opened instanceof Opened.Usable usable) {
      return usable.filter();
    }
    throw new IllegalStateException("it cannot be opened: " + opened);
  }

  /** Asks it about each certificate, and answers with how many it is wrong about. */
  private long wrong() throws IOException {
    StatusFilter filter = open();
    return Parallel.forEachMonth(
            month -> {
              long[] wrong = {0};
              universe.visit(
                  month,
                  (high, low, status) ->
                      wrong[0] +=
                          filter.status(0, high, low) == changes.getOrDefault(low, status) ? 0 : 1);
              return wrong[0];
            })
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Answers with questions a second on one core, and octets allocated for all of them. */
  private String rate(int seconds) throws IOException {
    StatusFilter filter = open();
    long[] highs = new long[SAMPLE];
    long[] lows = new long[SAMPLE];
    long span = until - FilterUniverse.begin(0);
    for (int i = 0; i < SAMPLE; i++) {
      long millis = FilterUniverse.begin(0) + Long.remainderUnsigned(Mix.mix(2L * i), span);
      highs[i] = (millis << 16) | (Mix.mix(~i) & 0xffff);
      lows[i] = Mix.mix(2L * i + 1);
    }
    ask(filter, highs, lows);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * NANOS_PER_SECOND);
    long asked = 0;
    long revoked = 0;
    while (System.nanoTime() < end) {
      revoked += ask(filter, highs, lows);
      asked += SAMPLE;
    }
    double rate = asked / ((System.nanoTime() - begin) / NANOS_PER_SECOND);
    return rate + " " + (threads.getCurrentThreadAllocatedBytes() - allocated) + " " + revoked;
  }

  private static long ask(StatusFilter filter, long[] highs, long[] lows) {
    long revoked = 0;
    for (int i = 0; i < highs.length; i++) {
      revoked += filter.status(0, highs[i], lows[i]) == FilterStatus.REVOKED ? 1 : 0;
    }
    return revoked;
  }

  private String cascade() throws IOException {
    BloomCascade cascade = new BloomCascade();
    cascade.build(universe, notGood, good);
    return "" + cascade.octets();
  }

  /** As if each certificate had its number in the order of issue, which it has not. */
  private String roaring() throws IOException {
    RoaringBitmap bitmap = new RoaringBitmap();
    int[] number = {0};
    for (int month = 0; month < FilterUniverse.MONTHS; month++) {
      universe.visit(
          month,
          (high, low, status) -> {
            if (status != FilterStatus.GOOD) {
              bitmap.add(number[0]);
            }
            number[0]++;
          });
    }
    bitmap.runOptimize();
    return "" + bitmap.getLongSizeInBytes();
  }
}
