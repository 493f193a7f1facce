package org.jitsuin.bench.ocsp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.bench.environment.WorkerOrders;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The OCSP responder's index of certificates that are all revoked, in processes that have 1 GiB of
 * heap and nothing else of the responder: how long it takes to read it from the database, what
 * memory it takes, how long it takes to keep it in a file, how long a process takes from its start
 * until it knows all of it from there, and how long a question waits while many more certificates
 * come.
 */
public final class IndexBenchmark implements Benchmark {
  private static final double GOAL_SECONDS = 60;
  private static final double GOAL_OCTETS = 40;
  private static final double GOAL_RESTART = 10;
  private static final double GOAL_PAUSE = 50;

  /** MiB. */
  private static final int HEAP = 1024;

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final double NANOS_PER_SECOND = 1e9;

  /** The number of rows inserted in one transaction. */
  private static final long PORTION = 200_000;

  /** One of so many more certificates come while it is asked. */
  private static final long GROWTH = 50;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    fill(stage);
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    List<Figure> figures = new ArrayList<>(rebuilt(stage));
    figures.addAll(restarted(stage));
    return new Result(figures, watch.foreign());
  }

  private static List<Figure> rebuilt(Environment stage) {
    try (JavaProcess process = process(stage)) {
      List<String> read = orders(stage, process).give(IndexWorker.LOAD, "read from the database");
      check(issued(stage), read);
      double octets = Double.parseDouble(read.get(2)) / stage.certificates();
      List<String> kept = orders(stage, process).give(IndexWorker.KEEP, "keep in a file");
      return List.of(
          Figure.of("ocsp.index.rebuild.seconds", seconds(read), "s")
              .withGoal(new Goal.Limit(GOAL_SECONDS)),
          Figure.of("ocsp.index.revoked.bytes", octets, "B").withGoal(new Goal.Limit(GOAL_OCTETS)),
          Figure.of("ocsp.index.keep.seconds", seconds(kept), "s"));
    }
  }

  private static List<Figure> restarted(Environment stage) {
    long begin = System.nanoTime();
    try (JavaProcess process = process(stage)) {
      List<String> read =
          orders(stage, process).give(IndexWorker.LOAD, "start and read from the file");
      double restart = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      check(issued(stage), read);
      long more = stage.certificates() / GROWTH;
      tellOfMore(stage, more);
      List<String> grown =
          orders(stage, process).give(IndexWorker.GROW, "take more, and answer meanwhile");
      check(issued(stage) + more, grown);
      return List.of(
          Figure.of("ocsp.index.restart.seconds", restart, "s")
              .withGoal(new Goal.Limit(GOAL_RESTART)),
          Figure.of("ocsp.index.grow.rate", more / seconds(grown), "1/s"),
          Figure.of("ocsp.index.grow.pause", Double.parseDouble(grown.get(2)), "ms")
              .withGoal(new Goal.Limit(GOAL_PAUSE)));
    }
  }

  private static JavaProcess process(Environment stage) {
    PrivateStack.Access access = stage.stack().access(DatabaseUser.OCSP);
    Map<String, String> settings =
        Map.of(
            IndexWorker.DATABASE, access.url(),
            IndexWorker.USER, access.user(),
            IndexWorker.PASSWORD_FILE, access.passwordFile().toString(),
            IndexWorker.FILE, stage.stack().home().resolve("ocsp-index").toString());
    return JavaProcess.start(IndexWorker.class, HEAP, settings);
  }

  private static WorkerOrders orders(Environment stage, JavaProcess process) {
    return new WorkerOrders(stage, process, LIMIT);
  }

  private static double seconds(List<String> answer) {
    return Double.parseDouble(answer.getFirst());
  }

  private static void check(long expected, List<String> answer) {
    if (Long.parseLong(answer.get(1)) != expected) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "the index knows %s certificates", answer.get(1)));
    }
  }

  /** Returns how many there are, those of the authorities themselves among them. */
  private static long issued(Environment stage) {
    return stage
        .stack()
        .admin()
        .withHandle(handle ->
            handle.createQuery("SELECT COUNT(*) FROM status.certificate").mapTo(Long.class).one());
  }

  /** Fills only what the responder reads; certificates of the first issuer, with random numbers. */
  private static void fill(Environment stage) {
    stage
        .progress()
        .begin(
            String.format(
                Locale.ROOT, "put %,d revocations into the database", stage.certificates()));
    Jdbi admin = stage.stack().admin();
    for (long from = 1; from <= stage.certificates(); from += PORTION) {
      insert(admin, from, Math.min(stage.certificates(), from + PORTION - 1));
    }
    // A file is of use only to who finds its last row in the feed.
    admin.useTransaction(handle -> {
      handle.execute("UPDATE status.feed_head SET last = last + 1");
      handle.execute(
          """
          INSERT INTO status.feed
            (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at, recorded_at)
          SELECT last, issuer_no, serial, partition_no, not_after, 3, 1800000000000, 1
          FROM status.feed_head, (SELECT * FROM status.revocation LIMIT 1) r
          """);
    });
    stage.stack().settle();
    stage.progress().done("done");
  }

  private static void insert(Jdbi admin, long from, long until) {
    admin.useTransaction(handle -> {
      handle.execute("SET unique_checks = 0, foreign_key_checks = 0");
      handle.execute(
          String.format(
              Locale.ROOT,
              """
              INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
              SELECT 1, CONCAT(UNHEX(LPAD(HEX(1700000000000 + 10 * seq), 12, '0')), RANDOM_BYTES(10)),
                1, 2000000000000
              FROM status.seq_%d_to_%d
              """,
              from,
              until));
      handle.execute(
          String.format(
              Locale.ROOT,
              """
              INSERT INTO status.revocation
                (partition_no, serial, issuer_no, reason, revoked_at, not_after)
              SELECT partition_no, serial, issuer_no, 3, 1800000000000, not_after
              FROM status.certificate
              WHERE issuer_no = 1
                AND serial >= UNHEX(LPAD(HEX(1700000000000 + 10 * %d), 12, '0'))
                AND serial < UNHEX(LPAD(HEX(1700000000000 + 10 * %d), 12, '0'))
              """,
              from,
              until + 1));
    });
  }

  /** Appends certificates to the feed, as if they had been issued: what makes the index grow. */
  private static void tellOfMore(Environment stage, long more) {
    Jdbi admin = stage.stack().admin();
    for (long from = 1; from <= more; from += PORTION) {
      long behind = from;
      long portion = Math.min(more - from + 1, PORTION);
      admin.useTransaction(handle -> {
        handle.execute(
            String.format(
                Locale.ROOT,
                """
                INSERT INTO status.feed
                  (seq, issuer_no, serial, partition_no, not_after, recorded_at)
                SELECT last + seq, 1,
                  CONCAT(UNHEX(LPAD(HEX(1790000000000 + 10 * (seq + %d)), 12, '0')), RANDOM_BYTES(10)),
                  1, 2000000000000, 1
                FROM status.feed_head, status.seq_1_to_%d
                """,
                behind,
                portion));
        handle.execute("UPDATE status.feed_head SET last = last + ?", portion);
      });
    }
  }
}
