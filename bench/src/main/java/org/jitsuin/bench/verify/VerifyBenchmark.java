package org.jitsuin.bench.verify;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.WorkSource;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.http.StoredFiles;
import org.jitsuin.verifier.ocsp.OcspSource;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Checks of one certificate by the relying parties' library: with a stored answer of OCSP, with one
 * that comes over HTTP, with a long CRL; beside Java's own PKIX, EU DSS, and the signatures in them
 * alone.
 */
public final class VerifyBenchmark implements Benchmark {
  private static final int CALLERS = 2;

  /** A check verifies the signatures of the certificate, of the responder's, and of the answer. */
  private static final int SIGNATURES = 3;

  /** How many entries the CRL has, unless it is only tried. */
  private static final long ENTRIES = 200_000;

  private static final int TRIES = 5;
  private static final double TENTH = 0.1;
  private static final int LONGEST_TRIAL = 1_000;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    VerifyWorld world = new VerifyWorld(Clocks.system().instant());
    JavaChecks java = new JavaChecks(world);
    DssChecks dss = new DssChecks(world);
    List<Figure> figures = new ArrayList<>();
    double raw = rate(stage, "signatures alone", java::oneSignature) / SIGNATURES;
    Checks stored = new Checks(world, new StoredOcsp(world.policy(), List.of(world.answer())));
    figures.add(
        Figure.of("verify.ocsp.rate", rate(stage, "stored answers", stored::check), "1/s")
            .withLimit(raw));
    figures.add(Figure.of("verify.ocsp.allocation", allocation(stored::check), "B"));
    figures.add(
        Figure.of("verify.pkix.rate", rate(stage, "Java's own PKIX", java::byPkix), "1/s")
            .withLimit(raw));
    figures.add(Figure.of("verify.pkix.allocation", allocation(java::byPkix), "B"));
    figures.add(
        Figure.of("verify.dss.rate", rate(stage, "DSS", dss::byStored), "1/s").withLimit(raw));
    figures.add(Figure.of("verify.dss.allocation", allocation(dss::byStored), "B"));
    figures.addAll(overHttp(stage, world, java, dss, raw));
    figures.addAll(byCrl(stage, world, java, dss));
    return new Result(figures, watch.foreign());
  }

  /** The same certificate again and again. */
  private static final class Checks {
    private final Verifier verifier;
    private final VerifyWorld world;
    private final X509Certificate card;

    Checks(VerifyWorld world, StatusSource source) {
      this.world = world;
      this.verifier = Verifier.of(world.trusted(), source);
      this.card = world.card();
    }

    int check() {
      Verdict verdict = verifier.verify(card, CertificateKind.SIGNATURE, world.now());
      if (!verdict.isValid()) {
        throw new IllegalStateException("what is good is called " + verdict);
      }
      return 1;
    }
  }

  private static double rate(Environment stage, String step, IntSupplier work)
      throws InterruptedException {
    stage.progress().begin(step);
    WorkSource<IntSupplier> again = WorkSource.endless(work);
    new Load(CALLERS, stage.warmUp()).on(again, IntSupplier::getAsInt);
    Load.Seen seen = new Load(CALLERS, stage.duration()).on(again, IntSupplier::getAsInt);
    stage.progress().done(String.format(Locale.ROOT, "%,.0f a second", seen.rate()));
    return seen.rate();
  }

  /** Octets that one of several checks allocates, in this thread alone. */
  private static double allocation(IntSupplier work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int done = work.getAsInt();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < TRIES; i++) {
      done += work.getAsInt();
    }
    long after = threads.getCurrentThreadAllocatedBytes();
    if (done != TRIES + 1) {
      throw new IllegalStateException("not all was done");
    }
    return (double) (after - before) / TRIES;
  }

  private static List<Figure> overHttp(
      Environment stage, VerifyWorld world, JavaChecks java, DssChecks dss, double raw)
      throws InterruptedException {
    HttpTransport http = new HttpTransport(Duration.ofSeconds(30));
    try (OcspServer server = new OcspServer(world.answer(), CALLERS);
        OcspServer old = new OcspServer(world.answerBySha1(), CALLERS)) {
      Checks checks = new Checks(world, OcspSource.at(server.address(), http).with(world.policy()));
      return List.of(
          Figure.of("verify.http.rate", rate(stage, "answers over HTTP", checks::check), "1/s")
              .withLimit(raw),
          Figure.of(
              "verify.pkix.http.rate",
              rate(stage, "Java's own PKIX over HTTP", () -> java.byHttp(old.address())),
              "1/s"),
          Figure.of(
              "verify.dss.http.rate",
              rate(stage, "DSS over HTTP", () -> dss.byHttp(server.address(), http)),
              "1/s"));
    }
  }

  private static List<Figure> byCrl(
      Environment stage, VerifyWorld world, JavaChecks java, DssChecks dss)
      throws InterruptedException {
    long entries = stage.certificates() < LONGEST_TRIAL ? stage.certificates() : ENTRIES;
    byte[] crl = world.crl(entries);
    try {
      Path directory = Files.createTempDirectory(stage.stack().home(), "verify");
      Path file = Files.write(directory.resolve("given.crl"), crl);
      URI address = URI.create("http://samples.invalid/crl");
      CrlPolicy policy =
          new CrlPolicy(
              Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofDays(365), 1L << 30, false);
      Checks checks =
          new Checks(
              world,
              CrlSource.complete(directory, address, new StoredFiles(Map.of(address, file)))
                  .with(policy));
      double jdk = allocation(() -> java.byCrl(crl));
      double whole = allocation(() -> dss.byCrl(crl));
      return List.of(
          Figure.of("verify.crl.rate", rate(stage, "a CRL", checks::check), "1/s")
              .withLimit(rate(stage, "the same by Java", () -> java.byCrl(crl))),
          Figure.of("verify.crl.allocation", allocation(checks::check), "B")
              .withLimit(jdk)
              .withGoal(new Goal.Limit(Math.min(jdk, whole) * TENTH)),
          Figure.of(
              "verify.dss.crl.rate", rate(stage, "a CRL by DSS", () -> dss.byCrl(crl)), "1/s"),
          Figure.of("verify.dss.crl.allocation", whole, "B"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
