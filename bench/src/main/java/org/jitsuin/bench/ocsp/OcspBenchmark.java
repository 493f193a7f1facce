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
import org.jitsuin.bench.Benchmark;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.Load.Seen;
import org.jitsuin.bench.measure.Stock;
import org.jitsuin.bench.stage.PrivateStack.Access;
import org.jitsuin.bench.stage.Stage;
import org.jitsuin.ca.setup.DatabaseUser;

/**
 * OCSP answers in a second from a server in another process: signed on demand beside what the token
 * signs, and stored ones beside a static body from the same server. Every certificate is first
 * asked about once, and every answer compared with the database.
 */
public final class OcspBenchmark implements Benchmark {
  private static final double GOAL_SIGNED = 0.90;
  private static final double GOAL_MILLIS = 20;
  private static final double GOAL_STORED = 0.80;

  /** How much of what it signs at the most is asked for when latencies are taken. */
  private static final double EASY = 0.80;

  private static final int CALLERS = 64;
  private static final int QUESTIONS = 100_000;

  @Override
  public Result run(Stage stage) throws InterruptedException {
    stage.fill();
    int limit = (int) Math.min(QUESTIONS, stage.certificates());
    List<Question> questions = new Questions(stage.stack().admin()).read(limit);
    stage.progress().begin("a server with the responder");
    try (ResponderProcess server = ResponderProcess.start(settings(stage));
        SigningPool token =
            SigningPool.configured(stage.stack().settings(), "ocsp", Clocks.system())) {
      stage.progress().done("%,d questions".formatted(questions.size()));
      return new Session(stage, server, token, questions).measure();
    }
  }

  private static Map<String, String> settings(Stage stage) {
    Access access = stage.stack().access(DatabaseUser.OCSP);
    Map<String, String> settings = new HashMap<>(stage.stack().settingsByKey());
    settings.put(ResponderServer.DATABASE, access.url());
    settings.put(ResponderServer.USER, access.user());
    settings.put(ResponderServer.PASSWORD_FILE, access.passwordFile().toString());
    // The last half of these is always there.
    settings.put("jitsuin.ocsp.stored-answers", Integer.toString(2 * QUESTIONS));
    // Longer than a run: what is measured is answering from the store, not filling it.
    settings.put("jitsuin.ocsp.validity", "PT1H");
    return settings;
  }

  /** One run. */
  private static final class Session {
    private final Stage stage;
    private final ResponderProcess server;
    private final List<Question> questions;
    private final List<SigningKey> keys;

    Session(Stage stage, ResponderProcess server, SigningPool token, List<Question> questions) {
      this.stage = stage;
      this.server = server;
      this.questions = questions;
      this.keys = new SignerKeys(stage.stack().admin(), token).find();
    }

    Result measure() throws InterruptedException {
      List<Figure> figures = new ArrayList<>();
      try (Clients clients = new Clients(server.port(), questions)) {
        store(clients);
        load("warm up, with a nonce", stage.warmUp(), clients::askAnew);
        double tokenBefore = token();
        CpuWatch watch = new CpuWatch(processes());
        Seen signed = load("signed on demand", stage.duration(), clients::askAnew);
        double tokenAfter = token();
        figures.add(
            Figure.of("ocsp.signed.rsa2048", signed.rate(), "1/s")
                .withLimit((tokenBefore + tokenAfter) / 2)
                .withGoal(new Goal.Ratio(GOAL_SIGNED)));
        figures.add(
            Figure.of("ocsp.signed.p99", easy(clients, signed.rate()), "ms")
                .withGoal(new Goal.Limit(GOAL_MILLIS)));
        load("warm up, stored", stage.warmUp(), clients::askAgain);
        load("warm up, static", stage.warmUp(), clients::askStatic);
        Seen before = load("a static body", limitTime(), clients::askStatic);
        Seen stored = load("stored answers", stage.duration(), clients::askAgain);
        Seen after = load("a static body", limitTime(), clients::askStatic);
        figures.add(
            Figure.of("ocsp.stored", stored.rate(), "1/s")
                .withLimit((before.rate() + after.rate()) / 2)
                .withGoal(new Goal.Ratio(GOAL_STORED)));
        figures.add(Figure.of("ocsp.stored.p99", stored.latencies().percentile(99), "ms"));
        return new Result(figures, watch.foreign());
      }
    }

    private List<Long> processes() {
      List<Long> processes = new ArrayList<>(stage.stack().processes());
      processes.add(server.number());
      return processes;
    }

    private Duration limitTime() {
      return stage.duration().dividedBy(2);
    }

    /** Asks about each once, by GET, so that the answer is stored. */
    private void store(Clients clients) throws InterruptedException {
      stage.progress().begin("ask about each certificate once and compare with the database");
      new Load(CALLERS, Duration.ofHours(1)).on(Stock.of(questions), clients::askAndCompare);
      stage.progress().done("%,d answers, all true".formatted(questions.size()));
    }

    private Seen load(String step, Duration time, Act act) throws InterruptedException {
      stage.progress().begin("%s: %d callers".formatted(step, CALLERS));
      Seen seen = new Load(CALLERS, time).on(Stock.endless(act), Act::once);
      stage.progress().done(String.format(Locale.ROOT, "%,.0f a second", seen.rate()));
      return seen;
    }

    /** Milliseconds that 99 of 100 answers take at the most, counted from when they were due. */
    private double easy(Clients clients, double rate) throws InterruptedException {
      stage.progress().begin("signed on demand, %.0f %% of that".formatted(100 * EASY));
      Pace pace = new Pace(rate * EASY, clients::askAnew);
      new Load(CALLERS, stage.duration()).on(Stock.endless(pace), Pace::once);
      double p99 = pace.latencies().percentile(99);
      stage.progress().done(String.format(Locale.ROOT, "p99 %.1f ms", p99));
      return p99;
    }

    private double token() throws InterruptedException {
      byte[] digest = keys.getFirst().scheme().newDigest().digest();
      stage.progress().begin("the token alone: %d callers".formatted(CALLERS));
      Seen seen =
          new Load(CALLERS, limitTime())
              .on(
                  Stock.endless(digest),
                  content -> {
                    keys.getFirst().signDigest(content);
                    return 1;
                  });
      stage.progress().done(String.format(Locale.ROOT, "%,.0f signatures a second", seen.rate()));
      return seen.rate();
    }
  }

  /** Something to be done over and over. */
  @FunctionalInterface
  interface Act {
    /** Does it; returns what it comes to. */
    int once();
  }
}
