package org.jitsuin.bench.mass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.crl.CrlProcess;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.CpuWatch.Foreign;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.status.SerialKey;
import org.jitsuin.ocsp.status.StatusFollower;

/**
 * The rehearsal of a mass revocation: as many signature certificates as Estonia had to end at once,
 * by a sealed list and two people, until OCSP answers that each is revoked and CRLs list each. The
 * responder's index follows meanwhile; a publisher in another process makes the CRLs.
 */
public final class MassBenchmark implements Benchmark {
  private static final int MOST = 760_000;
  private static final double GOAL_SECONDS = 300;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int CRL_HEAP = 256;
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final String ALL_CRLS = "publish 1 " + Integer.MAX_VALUE;
  private static final int ISSUER = 1;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    stage.fill();
    return new Session(stage).measure();
  }

  /** A session: one run of the benchmark. */
  private static final class Session {
    private final Environment stage;
    private final Jdbi admin;
    private final List<Figure> figures = new ArrayList<>();

    Session(Environment stage) {
      this.stage = stage;
      this.admin = stage.stack().admin();
    }

    Result measure() throws InterruptedException {
      List<String> serials = good();
      long before = count("SELECT COUNT(*) FROM status.revocation");
      StatusFollower follower =
          new StatusFollower(Jdbi.create(stage.stack().pool(DatabaseUser.OCSP)), Clocks.system());
      timed("read the index of OCSP", follower);
      try (MassSystem subject = new MassSystem(stage.stack());
          CrlProcess publisher = CrlProcess.start(stage.stack(), CRL_HEAP, LIMIT)) {
        timed("publish all CRLs", () -> publisher.order(ALL_CRLS));
        List<Long> processes = new ArrayList<>(stage.stack().processes());
        processes.add(publisher.number());
        CpuWatch watch = new CpuWatch(processes);
        List<String> job = new ArrayList<>();
        double listing =
            timed(
                String.format(Locale.ROOT, "list %,d certificates, seal, propose", serials.size()),
                () -> job.add(subject.propose(serials)));
        figures.add(Figure.of("mass.list.seconds", listing, "s"));
        revoke(subject, follower, publisher, job.getFirst(), serials, before);
        Foreign foreign = watch.foreign();
        check(job.getFirst(), serials.size(), before);
        return new Result(figures, foreign);
      }
    }

    private void revoke(
        MassSystem subject,
        StatusFollower follower,
        CrlProcess publisher,
        String job,
        List<String> serials,
        long before)
        throws InterruptedException {
      long begin = System.nanoTime();
      stage.progress().begin("approve and revoke; the index of OCSP follows");
      subject.approve(job);
      Following following = new Following(follower);
      try (following) {
        following.start();
        subject.carryOut();
      }
      double revoked = since(begin);
      follower.run();
      double known = since(begin);
      stage.progress().done(text(known));
      checkIndex(follower, serials);
      long middle = System.nanoTime();
      stage.progress().begin("publish all CRLs that changed");
      CrlProcess.Answer answer = publisher.order(ALL_CRLS);
      double crls = since(middle);
      stage.progress().done(text(crls));
      if (answer.number(1) != before + serials.size()) {
        throw new IllegalStateException("CRLs list " + answer.number(1) + " certificates");
      }
      figures.add(Figure.of("mass.revoke.rate", serials.size() / revoked, "1/s"));
      figures.add(Figure.of("mass.ocsp.seconds", known, "s"));
      figures.add(Figure.of("mass.crl.seconds", crls, "s"));
      figures.add(
          Figure.of("mass.seconds", known + crls, "s").withGoal(new Goal.Limit(GOAL_SECONDS)));
    }

    private List<String> good() {
      return admin.withHandle(handle ->
          handle
              .createQuery(
                  """
                  SELECT serial FROM ca.certificate
                  WHERE issuer_no = :issuer AND reason IS NULL ORDER BY serial LIMIT :most
                  """)
              .bind("issuer", ISSUER)
              .bind("most", MOST)
              .map((row, _) -> HexFormat.of().formatHex(row.getBytes("serial")))
              .list());
    }

    private static void checkIndex(StatusFollower follower, List<String> serials) {
      for (String serial : serials) {
        SerialKey key = SerialKey.of(Serial.parse(serial));
        boolean revoked =
            follower
                .read(lookup -> lookup.status(ISSUER, key))
                .filter(CertificateStatus.Revoked.class::isInstance)
                .isPresent();
        if (!revoked) {
          throw new IllegalStateException("OCSP does not know that it is revoked: " + serial);
        }
      }
    }

    /** Each once in the status, in the feed and in the log. */
    private void check(String job, long revoked, long before) {
      compare("status", count("SELECT COUNT(*) FROM status.revocation") - before, revoked);
      compare(
          "feed",
          admin.withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT COUNT(*) FROM status.feed WHERE reason = 1 AND seq >
                        (SELECT feed_seq FROM ca.revocation_job WHERE job_id = :job)
                      """)
                  .bind("job", job)
                  .mapTo(long.class)
                  .one()),
          revoked);
      compare(
          "log",
          admin.withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT COUNT(*) FROM audit.entry
                      WHERE kind = 'certificate-revoked' AND body LIKE :cause
                      """)
                  .bind("cause", "%revocation-job " + job + "%")
                  .mapTo(long.class)
                  .one()),
          revoked);
    }

    private static void compare(String where, long found, long expected) {
      if (found != expected) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT, "%,d revocations instead of %,d in the %s", found, expected, where));
      }
    }

    private long count(String sql) {
      return admin.withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }

    private double timed(String step, Runnable work) {
      stage.progress().begin(step);
      long begin = System.nanoTime();
      work.run();
      double seconds = since(begin);
      stage.progress().done(text(seconds));
      return seconds;
    }

    private static double since(long begin) {
      return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private static String text(double seconds) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
  }
}
