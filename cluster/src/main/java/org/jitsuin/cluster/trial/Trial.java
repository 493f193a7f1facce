package org.jitsuin.cluster.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.bed.Network;
import org.jitsuin.cluster.bed.Replica;
import org.jitsuin.cluster.bed.Server;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.trial.check.Checker;
import org.jitsuin.cluster.trial.check.Finding;
import org.jitsuin.cluster.trial.check.History;
import org.jitsuin.cluster.trial.check.NodeRows;
import org.jitsuin.cluster.trial.check.Outcome;
import org.jitsuin.cluster.trial.check.Recovery;
import org.jitsuin.cluster.trial.check.Seen;
import org.jitsuin.cluster.trial.check.Status;
import org.jitsuin.cluster.trial.check.Trouble;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Load and troubles upon a bed for some minutes, and then what the rules say of all that was seen.
 */
final class Trial {
  /** How old what a responder says may be: {@code jitsuin.ocsp.freshness-limit} of the bed. */
  private static final Duration FRESHNESS = Duration.ofMinutes(1);

  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration HEALING = Duration.ofMinutes(10);

  /** A little more than the ten minutes after which a living server gives up what it began. */
  private static final Duration GIVING_UP = Duration.ofMinutes(12);

  private final Bed bed;
  private final InstantSource clock;
  private final Consumer<String> tell;

  /**
   * @param tell hears how far it has come
   */
  Trial(Bed bed, InstantSource clock, Consumer<String> tell) {
    this.bed = bed;
    this.clock = clock;
    this.tell = tell;
  }

  /** What came of a trial. */
  record Result(History history, List<Finding> findings, long end) {}

  /**
   * Tries it.
   *
   * @param only the kinds of trouble, in their order; all, drawn from the seed, where it is empty
   * @param file where the history is written
   */
  Result run(Duration time, long seed, List<TroubleKind> only, Path file) {
    Path home = bed.place().home(Network.HOSTS.servers().getFirst());
    Random random = new Random(seed);
    Set<String> earlier = RowReader.cards(bed.databases().getFirst());
    AtomicLong patience = new AtomicLong(Long.MAX_VALUE);
    try (HistoryFile history = new HistoryFile(file)) {
      var servers = Network.HOSTS.servers();
      Reader reader = new Reader(home, servers, Network.HOSTS.validations(), history, clock);
      Office clerk = office(home, "clerk-13221", history, patience);
      Office register = office(home, "register", history, patience);
      long end;
      try (Load load =
          new Load(
              new Life(clerk, register, reader::know, clock),
              reader,
              some -> watchLeases(some, history),
              Long.toString(clock.millis(), Character.MAX_RADIX),
              seed)) {
        try {
          troubles(time, random, only, history);
          heal();
        } finally {
          // Also where it does not heal: who is told nothing would wait for ever.
          patience.set(clock.millis() + HEALING.toMillis());
        }
        load.endActs();
        end = clock.millis();
        tell.accept("quiet: what was seen is compared with what is there");
        Office.pause(CALM.toMillis());
      }
      awaitIntents();
      return new Result(history.history(), findings(history.history(), earlier), end);
    }
  }

  /** Who holds which, as one of the nodes has it. */
  private void watchLeases(RandomGenerator random, HistoryFile history) {
    List<DatabaseNode> nodes = bed.databases();
    RowReader.holders(nodes.get(random.nextInt(nodes.size())), clock.millis())
        .forEach(history::add);
  }

  private Office office(Path home, String who, HistoryFile history, AtomicLong patience) {
    return new Office(
        home, who, Network.HOSTS.servers(), history, clock, () -> clock.millis() > patience.get());
  }

  private void troubles(Duration time, Random random, List<TroubleKind> only, HistoryFile history) {
    long until = clock.millis() + time.toMillis();
    Troublemaker maker = new Troublemaker(bed, random, clock);
    List<TroubleKind> schedule =
        only.isEmpty() ? TroubleKind.schedule(random, (int) time.toMinutes() * 4 + 1) : only;
    Office.pause(CALM.toMillis());
    for (TroubleKind kind : schedule) {
      if (clock.millis() > until) {
        break;
      }
      tell.accept(kind.id());
      Trouble trouble = maker.make(kind);
      history.add(trouble);
      heal();
      Office.pause(CALM.toMillis());
    }
  }

  /** Until all that an operator started is there again. */
  private void heal() {
    long end = clock.millis() + HEALING.toMillis();
    List<String> missing = missing();
    while (!missing.isEmpty()) {
      if (clock.millis() > end) {
        throw new SetupFailure("not healed after ten minutes: " + missing);
      }
      Office.pause(1_000);
      missing = missing();
    }
  }

  private List<String> missing() {
    Stream<Host> databases =
        bed.databases().stream()
            .filter(node -> !node.state().equals("Synced"))
            .map(DatabaseNode::host);
    Stream<Host> replicas =
        bed.replicas().stream()
            .filter(replica -> !replica.state().equals("follows"))
            .map(Replica::host);
    Stream<Host> servers =
        Stream.concat(bed.servers().stream(), bed.validations().stream())
            .filter(server -> !server.isReady())
            .map(Server::host);
    return Stream.of(databases, replicas, servers)
        .flatMap(hosts -> hosts)
        .map(Host::name)
        .distinct()
        .toList();
  }

  /**
   * Until what was begun and not ended is given up: at once by a server's next start, after ten
   * minutes by one that lives, whose commit was hidden from it.
   */
  private void awaitIntents() {
    DatabaseNode node = bed.databases().getFirst();
    long end = clock.millis() + GIVING_UP.toMillis();
    while (clock.millis() < end
        && !node.read("SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'pending'")
            .orElse("")
            .equals("0")) {
      Office.pause(1_000);
    }
  }

  private List<Finding> findings(History history, Set<String> earlier) {
    List<NodeRows> rows =
        bed.databases().stream().map(node -> new RowReader(node, earlier, "").read()).toList();
    List<Finding> findings = new ArrayList<>(check(history, rows));
    for (Server server :
        Stream.concat(bed.servers().stream(), bed.validations().stream()).toList()) {
      findings.addAll(
          ServerLogs.findings(
              server.host().name(), bed.place().home(server.host()).resolve("logs")));
    }
    for (Sabotage sabotage : Sabotage.values()) {
      findings.addAll(missed(sabotage, history, earlier));
    }
    return findings;
  }

  private static List<Finding> check(History history, List<NodeRows> rows) {
    return new Checker(FRESHNESS).check(history, rows);
  }

  /** The rules are tried, too: what a broken build would have left must be found. */
  private List<Finding> missed(Sabotage sabotage, History history, Set<String> earlier) {
    NodeRows rows =
        new RowReader(bed.databases().getFirst(), earlier, sabotage.statements()).read();
    boolean found =
        check(sabotage.change(history), List.of(rows)).stream()
            .anyMatch(finding -> finding.rule().equals(sabotage.rule()));
    tell.accept("a broken build, %s: %s".formatted(sabotage.id(), found ? "found" : "not found"));
    return found
        ? List.of()
        : List.of(new Finding("rules", sabotage.id() + " would not have been found"));
  }

  /** What was asked and told, in numbers, and the worst that each kind of trouble brought. */
  static List<String> figures(Result result) {
    History history = result.history();
    List<String> lines = new ArrayList<>();
    long done = history.acts().stream().filter(act -> act.outcome() == Outcome.OK).count();
    long refused = history.acts().stream().filter(act -> act.outcome() == Outcome.REFUSED).count();
    lines.add(
        "acts: %s tries, %s done, %s refused, %s told nothing and sent again"
            .formatted(
                history.acts().size(), done, refused, history.acts().size() - done - refused));
    lines.add(
        "seen: %s statuses (of which %s cannot be told now), %s CRLs, %s checkpoints"
            .formatted(
                count(history, Seen.Answer.class),
                history.seen().stream()
                    .filter(Seen.Answer.class::isInstance)
                    .map(Seen.Answer.class::cast)
                    .filter(answer -> answer.status() == Status.LATER)
                    .count(),
                count(history, Seen.Crl.class),
                count(history, Seen.Checkpoint.class)));
    SequencedMap<String, Duration> slowest = Recovery.slowest(history);
    Recovery.worst(history, result.end())
        .forEach((kind, silence) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-24s slowest act of others %4.1f s; nothing was done by others for %4.1f s",
                    kind,
                    seconds(slowest.getOrDefault(kind, Duration.ZERO)),
                    seconds(silence))));
    return lines;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static long count(History history, Class<? extends Seen> kind) {
    return history.seen().stream().filter(kind::isInstance).count();
  }
}
