package org.jitsuin.cluster.trial.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.cluster.trial.check.NodeRows.Certificate;
import org.jitsuin.cluster.trial.check.NodeRows.Change;
import org.jitsuin.cluster.trial.check.NodeRows.Entry;

/**
 * A short trial that went well: a card is registered, issued to, suspended, lifted, and its holder
 * moves; the issue had to be sent twice. What a test changes in it goes wrong.
 */
final class TrialForTests {
  static final Duration FRESHNESS = Duration.ofSeconds(60);

  static final String PARTITION = "signature/p";
  static final String RESIDENT = "R-1";
  static final String CARD = "card-1";
  static final String SIGNATURE = "aa01";
  static final String IDENTIFICATION = "bb02";

  final List<Act> acts = new ArrayList<>();
  final List<Seen> seen = new ArrayList<>();
  final List<Trouble> troubles = new ArrayList<>();
  final Map<String, Node> nodes = new LinkedHashMap<>();

  /** What a node has, to be changed. */
  static final class Node {
    final List<Entry> entries = new ArrayList<>();
    final List<Change> feed = new ArrayList<>();
    final Map<String, Certificate> certificates = new HashMap<>();
    final Map<String, String> intents = new HashMap<>();
    final Map<String, List<String>> cards = new HashMap<>();
    final List<String> events = new ArrayList<>();
    final Map<String, Long> crls = new HashMap<>();

    void change(String serial, Status status) {
      feed.add(new Change(feed.size() + 1, serial, status, PARTITION));
    }

    /** Certificates with their intents, and nothing in the feed. */
    void sign(String card, String... serials) {
      for (String serial : serials) {
        certificates.put(serial, new Certificate(serial, card));
        intents.put(serial, "completed");
      }
    }

    void issue(String card, String... serials) {
      sign(card, serials);
      for (String serial : serials) {
        change(serial, Status.GOOD);
      }
    }

    void entry(String kind) {
      int number = entries.size() + 1;
      entries.add(new Entry(number, "id-" + number, kind, leaf(number)));
    }

    /** The root over the first so many entries. */
    String root(int size) {
      RunningRoot root = new RunningRoot();
      entries
          .subList(0, size)
          .forEach(entry -> root.add(TreeHash.of(HexFormat.of().parseHex(entry.leaf()))));
      return HexFormat.of().formatHex(root.root().octets());
    }
  }

  TrialForTests() {
    for (String name : List.of("db-1", "db-2", "db-3")) {
      nodes.put(name, node());
    }
    act(ActKind.REGISTER, "k-1", RESIDENT, 1_000, Outcome.OK, Map.of(), 1);
    act(ActKind.ISSUE, "k-2", CARD, 2_000, Outcome.UNKNOWN, Map.of(), 0);
    act(
        ActKind.ISSUE,
        "k-2",
        CARD,
        3_000,
        Outcome.OK,
        Map.of(SIGNATURE, Status.GOOD, IDENTIFICATION, Status.GOOD),
        2);
    act(
        ActKind.SUSPEND,
        "k-3",
        CARD,
        100_000,
        Outcome.OK,
        Map.of(SIGNATURE, Status.HOLD, IDENTIFICATION, Status.HOLD),
        3);
    act(
        ActKind.LIFT,
        "k-4",
        CARD,
        200_000,
        Outcome.OK,
        Map.of(SIGNATURE, Status.GOOD, IDENTIFICATION, Status.GOOD),
        4);
    act(ActKind.EVENT, "E-1", "E-1", 300_000, Outcome.OK, Map.of(SIGNATURE, Status.REVOKED), 0);
    answer(SIGNATURE, 4_000, Status.GOOD);
    answer(SIGNATURE, 120_000, Status.GOOD);
    answer(SIGNATURE, 120_000, Status.HOLD);
    answer(SIGNATURE, 190_000, Status.HOLD);
    answer(SIGNATURE, 290_000, Status.GOOD);
    answer(SIGNATURE, 400_000, Status.REVOKED);
    answer(SIGNATURE, 400_000, Status.LATER);
    answer(IDENTIFICATION, 400_000, Status.GOOD);
    checkpoint(2);
    checkpoint(5);
    crl("app-1", 1_000, 7, 1_000, "x", SIGNATURE, IDENTIFICATION);
    crl("app-2", 2_000, 7, 1_000, "x", SIGNATURE, IDENTIFICATION);
    crl("app-2", 3_000, 8, 2_000, "y", SIGNATURE);
    crl("app-1", 3_500, 8, 2_000, "y", SIGNATURE);
    holder("db-1", 1_000, "app-1", 1);
    holder("db-2", 2_000, "app-2", 2);
    holder("db-1", 3_000, "app-2", 2);
  }

  private static Node node() {
    Node node = new Node();
    Stream.of(
            "card-registered",
            "certificates-issued",
            "card-suspended",
            "suspension-lifted",
            "resident-event")
        .forEach(node::entry);
    node.issue(CARD, SIGNATURE, IDENTIFICATION);
    node.change(SIGNATURE, Status.HOLD);
    node.change(IDENTIFICATION, Status.HOLD);
    node.change(SIGNATURE, Status.GOOD);
    node.change(IDENTIFICATION, Status.GOOD);
    node.change(SIGNATURE, Status.REVOKED);
    node.cards.put(RESIDENT, List.of(CARD));
    node.events.add("E-1");
    // The first goes to when both were on hold.
    node.crls.put("x", 4L);
    node.crls.put("y", 7L);
    return node;
  }

  static String leaf(int number) {
    return HexFormat.of().formatHex(TreeHash.leaf(new byte[] {(byte) number}).octets());
  }

  void act(
      ActKind kind,
      String key,
      String subject,
      long begin,
      Outcome outcome,
      Map<String, Status> effects,
      long entry) {
    String answer = outcome == Outcome.OK ? "answer of " + key : "";
    acts.add(
        new Act(kind, key, subject, "app-1", begin, begin + 100, outcome, answer, effects, entry));
  }

  void answer(String serial, long at, Status status) {
    seen.add(new Seen.Answer("app-2", serial, at, at + 10, status));
  }

  void checkpoint(int size) {
    seen.add(new Seen.Checkpoint("app-1", 1_000L * size, size, nodes.get("db-1").root(size)));
  }

  void crl(String server, long at, long number, long thisUpdate, String hash, String... listed) {
    seen.add(new Seen.Crl(server, at, PARTITION, number, thisUpdate, hash, Set.of(listed)));
  }

  void holder(String node, long at, String server, long fence) {
    seen.add(new Seen.Holder(node, at, "crl", server, fence));
  }

  /** A validation authority was asked until then, and told nothing. */
  void silence(long asked, long until) {
    seen.add(new Seen.Silence("va-1", asked, until));
  }

  History history() {
    return new History(acts, seen, troubles);
  }

  List<Finding> check() {
    return new Checker(FRESHNESS).check(history(), rows());
  }

  private List<NodeRows> rows() {
    return nodes.entrySet().stream()
        .map(node -> {
          Node rows = node.getValue();
          return new NodeRows(
              node.getKey(),
              rows.entries,
              rows.feed,
              rows.certificates,
              rows.intents,
              rows.cards,
              rows.events,
              rows.crls);
        })
        .toList();
  }
}
