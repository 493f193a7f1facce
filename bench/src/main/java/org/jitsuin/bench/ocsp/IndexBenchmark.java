package org.jitsuin.bench.ocsp;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.ocsp.status.StatusFollower;
import org.jitsuin.ocsp.status.StatusLookup;

/**
 * The OCSP responder's index of certificates that are all revoked: how long it takes to read it
 * from the database, what memory it takes, how long it takes to keep it in a file and to read it
 * from there. In this process, and without the rest of the responder.
 */
public final class IndexBenchmark implements Benchmark {
  private static final double GOAL_SECONDS = 60;
  private static final double GOAL_OCTETS = 40;
  private static final double NANOS_PER_SECOND = 1e9;

  /** The number of rows inserted in one transaction. */
  private static final long PORTION = 200_000;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    fill(stage);
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    Jdbi jdbi = Jdbi.create(stage.stack().pool(DatabaseUser.OCSP));
    Path file = stage.stack().home().resolve("ocsp-index");
    StatusFollower first = new StatusFollower(jdbi, Clocks.system(), Optional.of(file));
    long before = heap();
    double rebuild = seconds(stage, "read from the database", first);
    double octets = (double) (heap() - before + first.octets()) / stage.certificates();
    double keep = seconds(stage, "keep in a file", first::keepSnapshot);
    check(stage, first);
    StatusFollower second = new StatusFollower(jdbi, Clocks.system(), Optional.of(file));
    double restart = seconds(stage, "read from the file", second);
    check(stage, second);
    return new Result(
        List.of(
            Figure.of("ocsp.index.rebuild.seconds", rebuild, "s")
                .withGoal(new Goal.Limit(GOAL_SECONDS)),
            Figure.of("ocsp.index.revoked.bytes", octets, "B")
                .withGoal(new Goal.Limit(GOAL_OCTETS)),
            Figure.of("ocsp.index.keep.seconds", keep, "s"),
            Figure.of("ocsp.index.restart.seconds", restart, "s")),
        watch.foreign());
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

  private static double seconds(Environment stage, String step, Runnable work) {
    stage.progress().begin(step);
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
    stage.progress().done(String.format(Locale.ROOT, "%.1f s", seconds));
    return seconds;
  }

  private static void check(Environment stage, StatusFollower follower) {
    long known = follower.read(StatusLookup::certificates).orElse(0L);
    long issued =
        stage
            .stack()
            .admin()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM status.certificate")
                    .mapTo(Long.class)
                    .one());
    if (known != issued) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "the index knows %,d certificates", known));
    }
  }

  /** Octets in use when what nobody needs is gone. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
