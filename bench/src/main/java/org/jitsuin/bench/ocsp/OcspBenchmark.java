package org.jitsuin.bench.ocsp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.PrivateStack.Access;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.Load.Seen;
import org.jitsuin.bench.measure.ProcessorTime;
import org.jitsuin.bench.measure.WorkSource;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * OCSP answers in a second from a server in another process: signed on demand beside what the token
 * signs, and stored ones beside a static body from the same server. Every certificate is first
 * asked about once, and every answer compared with the database.
 */
public final class OcspBenchmark implements Benchmark {
  private static final double GOAL_OVERLOAD = 0.90;
  private static final double GOAL_SIGNED = 0.90;
  private static final double GOAL_MILLIS = 20;
  private static final double GOAL_STORED = 0.80;

  /** The share of its greatest signing rate that is asked for when latencies are taken. */
  private static final double EASY = 0.80;

  private static final double GOAL_START = 30;
  private static final double GOAL_FRESH_MILLIS = 100;

  /** The factor by which more is asked for than it can sign, when it is asked for too much. */
  private static final double TOO_MUCH = 2;

  private static final int CALLERS = 64;

  /** The number of questions at once, more than may wait. */
  private static final int CROWD = 256;

  private static final int WAITING = 128;
  private static final int REVOCATIONS_A_SECOND = 100;

  private static final long MILLIS_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int QUESTIONS = 100_000;

  @Override
  public Result run(Environment stage) throws InterruptedException {
    stage.fill();
    int limit = (int) Math.min(QUESTIONS, stage.certificates());
    List<Question> questions = new Questions(stage.stack().admin()).read(limit);
    try (Heartbeat _ = new Heartbeat(stage.stack().admin());
        SigningPool authority =
            SigningPool.configured(stage.stack().settings(), "ca", Clocks.system());
        SigningPool token =
            SigningPool.configured(stage.stack().settings(), "ocsp", Clocks.system())) {
      List<SigningKey> keys = new SignerKeys(stage.stack().admin(), token).find();
      SigningKey ec =
          new EcSigners(stage.stack().admin(), authority, token).appoint(Clocks.system().instant());
      return run(stage, questions, new Keys(keys.getFirst(), ec));
    }
  }

  /** A key of each kind that the responder signs with. */
  private record Keys(SigningKey rsa, SigningKey ec) {}

  private static Result run(Environment stage, List<Question> questions, Keys keys)
      throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Map<String, String> settings = settings(stage);
    stage.progress().begin("a responder that knows nothing yet");
    figures.add(Figure.of("start.rebuild.seconds", start(settings, questions.getFirst()), "s"));
    stage.progress().begin("a responder that finds what it knew");
    figures.add(
        Figure.of("start.seconds", start(settings, questions.getFirst()), "s")
            .withGoal(new Goal.Limit(GOAL_START)));
    stage.progress().begin("a server with the responder");
    try (ResponderProcess server = ResponderProcess.start(settings)) {
      stage.progress().done(String.format(Locale.ROOT, "%,d questions", questions.size()));
      return new Session(stage, server, keys, questions).measure(figures);
    }
  }

  /** Seconds from the start of a process to its first right answer. */
  private static double start(Map<String, String> settings, Question question) {
    long begin = System.nanoTime();
    try (ResponderProcess server = ResponderProcess.start(settings);
        Clients clients = new Clients(server.port(), List.of(question))) {
      clients.askAndCompare(question);
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      server.end();
      return seconds;
    }
  }

  private static Map<String, String> settings(Environment stage) {
    Access access = stage.stack().access(DatabaseUser.OCSP);
    Map<String, String> settings = new HashMap<>(stage.stack().settingsByKey());
    settings.put(ResponderServer.DATABASE, access.url());
    settings.put(ResponderServer.USER, access.user());
    settings.put(ResponderServer.PASSWORD_FILE, access.passwordFile().toString());
    // The last half of these is always there.
    settings.put("jitsuin.ocsp.stored-answers", Integer.toString(2 * QUESTIONS));
    settings.put("jitsuin.ocsp.snapshot", stage.stack().home().resolve("ocsp-index").toString());
    settings.put("jitsuin.ocsp.waiting", Integer.toString(WAITING));
    // Longer than a run: what is measured is answering from the store, not filling it.
    settings.put("jitsuin.ocsp.validity", "PT1H");
    return settings;
  }

  /** A session: one run of the benchmark. */
  private static final class Session {
    private final Environment stage;
    private final ResponderProcess server;
    private final List<Question> questions;
    private final Keys keys;

    Session(Environment stage, ResponderProcess server, Keys keys, List<Question> questions) {
      this.stage = stage;
      this.server = server;
      this.questions = questions;
      this.keys = keys;
    }

    Result measure(List<Figure> figures) throws InterruptedException {
      try (Clients clients = new Clients(server.port(), questions)) {
        store(clients);
        load("warm up, with a nonce", stage.warmUp(), clients::askAnew);
        CpuWatch watch = new CpuWatch(processes());
        clients.requireAnew(keys.rsa().scheme());
        double rsa = signed("ocsp.signed.rsa2048", keys.rsa(), clients::askAnew, figures);
        tooMuch(clients, rsa, figures);
        load("warm up, with P-256", stage.warmUp(), clients::askAnewOfEc);
        clients.requireAnewOfEc(keys.ec().scheme());
        signed("ocsp.signed.p256", keys.ec(), clients::askAnewOfEc, figures);
        // By now little is compiled any more, which would take the processors for tens of
        // milliseconds at a time.
        figures.addAll(easy(clients, rsa));
        figures.addAll(fresh(clients));
        load("warm up, stored", stage.warmUp(), clients::askAgain);
        load("warm up, static", stage.warmUp(), clients::askStatic);
        long beginning = clients.allocated();
        Seen before = load("a static body", limitTime(), clients::askStatic);
        long between = clients.allocated();
        Seen stored = load("stored answers", stage.duration(), clients::askAgain);
        long end = clients.allocated();
        Seen after = load("a static body", limitTime(), clients::askStatic);
        figures.add(
            Figure.of("ocsp.stored", stored.rate(), "1/s")
                .withLimit((before.rate() + after.rate()) / 2)
                .withGoal(new Goal.Ratio(GOAL_STORED)));
        figures.add(Figure.of("ocsp.stored.p99", stored.latencies().percentile(99), "ms"));
        figures.add(
            Figure.of("ocsp.stored.allocation", (end - between) / (double) stored.done(), "B")
                .withLimit((between - beginning) / (double) before.done()));
        return new Result(figures, watch.foreign());
      }
    }

    private List<Long> processes() {
      List<Long> processes = new ArrayList<>(stage.stack().processes());
      processes.add(server.number());
      return processes;
    }

    private Duration leadIn() {
      return stage.duration().dividedBy(10);
    }

    private Duration limitTime() {
      return stage.duration().dividedBy(2);
    }

    /** Asks about each once, by GET, so that the answer is stored. */
    private void store(Clients clients) throws InterruptedException {
      stage.progress().begin("ask about each certificate once and compare with the database");
      new Load(CALLERS, Duration.ofHours(1)).on(WorkSource.of(questions), clients::askAndCompare);
      stage.progress().done(String.format(Locale.ROOT, "%,d answers, all true", questions.size()));
    }

    private Seen load(String step, Duration time, Act act) throws InterruptedException {
      stage.progress().begin(String.format(Locale.ROOT, "%s: %d callers", step, CALLERS));
      Seen seen = new Load(CALLERS, time).on(WorkSource.endless(act), Act::once);
      stage.progress().done(String.format(Locale.ROOT, "%,.0f a second", seen.rate()));
      return seen;
    }

    /** Adds the figures, and returns how many it signed in a second. */
    private double signed(String name, SigningKey key, Act act, List<Figure> figures)
        throws InterruptedException {
      double before = token(key);
      ProcessorTime begin = ProcessorTime.of(server.number());
      Seen signed = load("signed on demand, " + key.scheme().id(), stage.duration(), act);
      Figure cpu = cpu(name, begin, signed);
      double after = token(key);
      figures.add(
          Figure.of(name, signed.rate(), "1/s")
              .withLimit((before + after) / 2)
              .withGoal(new Goal.Ratio(GOAL_SIGNED)));
      figures.add(cpu);
      return signed.rate();
    }

    /** The responder's processor time for each signed answer, the token's with it. */
    private Figure cpu(String name, ProcessorTime begin, Seen seen) {
      return Figure.of(
          name + ".cpu",
          ProcessorTime.of(server.number()).since(begin).microsEach(seen.done()),
          "us");
    }

    /** Milliseconds that answers take, counted from when they were due. */
    private List<Figure> easy(Clients clients, double rate) throws InterruptedException {
      stage
          .progress()
          .begin(String.format(Locale.ROOT, "signed on demand, %.0f %% of that", 100 * EASY));
      SteadyRate pace = new SteadyRate(rate * EASY, leadIn(), clients::askAnew);
      new Load(CALLERS, stage.duration()).on(WorkSource.endless(pace), SteadyRate::once);
      Latencies seen = pace.latencies();
      stage.progress().done(millis(seen));
      return List.of(
          Figure.of("ocsp.signed.p50", seen.percentile(50), "ms"),
          Figure.of("ocsp.signed.p99", seen.percentile(99), "ms")
              .withGoal(new Goal.Limit(GOAL_MILLIS)));
    }

    /**
     * Measures what is signed in a second where twice as much is asked for; the rest is told to
     * wait. What is signed without that is measured before and after, since the machine is not
     * always as fast.
     *
     * @param rate what was signed in a second before
     */
    private void tooMuch(Clients clients, double rate, List<Figure> figures)
        throws InterruptedException {
      stage
          .progress()
          .begin(
              String.format(
                  Locale.ROOT, "twice as much asked for as can be signed: %d callers", CROWD));
      SteadyRate pace = new SteadyRate(rate * TOO_MUCH, leadIn(), clients::askTooMuch);
      ProcessorTime begin = ProcessorTime.of(server.number());
      Seen seen = new Load(CROWD, stage.duration()).on(WorkSource.endless(pace), SteadyRate::once);
      stage.progress().done(String.format(Locale.ROOT, "%,.0f a second", seen.rate()));
      Figure cpu = cpu("ocsp.overload", begin, seen);
      Seen after = load("no more than can be signed", limitTime(), clients::askAnew);
      figures.add(
          Figure.of("ocsp.overload", seen.rate(), "1/s")
              .withLimit((rate + after.rate()) / 2)
              .withGoal(new Goal.Ratio(GOAL_OVERLOAD)));
      figures.add(cpu);
    }

    private List<Figure> fresh(Clients clients) throws InterruptedException {
      int count = (int) (REVOCATIONS_A_SECOND * stage.duration().toMillis() / MILLIS_PER_SECOND);
      Latencies seen = new Fresh(stage, clients).measure(count);
      return List.of(
          Figure.of("ocsp.fresh.p50", seen.percentile(50), "ms"),
          Figure.of("ocsp.fresh.p99", seen.percentile(99), "ms")
              .withGoal(new Goal.Limit(GOAL_FRESH_MILLIS)));
    }

    private static String millis(Latencies seen) {
      return String.format(
          Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", seen.percentile(50), seen.percentile(99));
    }

    private double token(SigningKey key) throws InterruptedException {
      stage.progress().begin(String.format(Locale.ROOT, "the token alone: %d callers", CALLERS));
      Seen seen =
          new Load(CALLERS, limitTime())
              .on(
                  WorkSource.endless(new byte[0]),
                  content -> {
                    key.sign(content);
                    return 1;
                  });
      stage.progress().done(String.format(Locale.ROOT, "%,.0f signatures a second", seen.rate()));
      return seen.rate();
    }
  }

  /** An act to be done over and over. */
  @FunctionalInterface
  interface Act {
    /** Does it; returns what it comes to. */
    int once();
  }
}
