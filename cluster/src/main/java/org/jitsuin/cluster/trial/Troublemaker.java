package org.jitsuin.cluster.trial;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.bed.Lines;
import org.jitsuin.cluster.bed.Proxy;
import org.jitsuin.cluster.bed.Server;
import org.jitsuin.cluster.trial.check.Trouble;

/** Does one thing after another to a bed, and mends it again as an operator would. */
final class Troublemaker {
  private static final Duration DEATH = Duration.ofSeconds(15);
  private static final Duration FREEZE = Duration.ofSeconds(15);
  private static final Duration CUT = Duration.ofSeconds(20);
  private static final Duration PROXY = Duration.ofSeconds(5);
  private static final int HEAD_TRIES = 200;

  private final Bed bed;
  private final Lines lines;
  private final Mishaps mishaps;
  private final Random random;
  private final InstantSource clock;

  Troublemaker(Bed bed, Random random, InstantSource clock) {
    this.bed = bed;
    this.lines = new Lines(bed.place());
    this.mishaps = new Mishaps(bed);
    this.random = random;
    this.clock = clock;
  }

  /** Makes one, waits, undoes it; the cluster may need some time more. */
  Trouble make(TroubleKind kind) {
    long begin = clock.millis();
    String victim =
        switch (kind) {
          case KILL_WRITER -> killNode(writer());
          case KILL_NODE -> killNode(other());
          case FREEZE_WRITER -> freezeNode(writer());
          case FREEZE_NODE -> freezeNode(other());
          case KILL_SERVER -> killServer(server());
          case FREEZE_SERVER -> freezeServer(server());
          case FREEZE_AT_HEADS -> freezeAtHeads();
          case KILL_PROXY -> killProxy();
          case CUT_WRITER_ONE_WAY -> cutOneWay(writer(), other());
          case CUT_WRITER -> cut(writer());
          case CUT_NODE -> cut(other());
          case CUT_SERVER_FROM_WRITER -> cutServer(server(), writer());
          case SLOW_NODE -> slow(other());
          case KILL_ALL_LOSE_ONE -> killAll();
          case STOP_REPLICATION -> mishaps.stopReplication();
          case KILL_RELAY -> mishaps.killRelay();
          case KILL_VALIDATION -> mishaps.killValidation();
          case FULL_DISK -> mishaps.fullDisk();
          case WRONG_CLOCK -> mishaps.wrongClock(server(), random.nextBoolean());
          case ROLLING_RESTART -> mishaps.rollingRestart();
        };
    return new Trouble(kind.id(), victim, begin, clock.millis());
  }

  private DatabaseNode writer() {
    String name =
        bed.proxies().getFirst().writer().orElse(bed.databases().getFirst().host().name());
    return bed.databases().stream()
        .filter(node -> node.host().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private DatabaseNode other() {
    DatabaseNode writer = writer();
    List<DatabaseNode> others =
        bed.databases().stream().filter(node -> !node.host().equals(writer.host())).toList();
    return others.get(random.nextInt(others.size()));
  }

  private Server server() {
    List<Server> servers = bed.servers();
    return servers.get(random.nextInt(servers.size()));
  }

  private static ProcessHandle process(DatabaseNode node) {
    return Signals.database(node.machine());
  }

  private static String killNode(DatabaseNode node) {
    Signals.kill(process(node));
    Signals.pause(DEATH);
    node.begin(false);
    return node.host().name();
  }

  private static String freezeNode(DatabaseNode node) {
    Signals.freeze(process(node), FREEZE);
    return node.host().name();
  }

  private static String killServer(Server server) {
    Signals.kill(Signals.of(server));
    Signals.pause(DEATH);
    server.up();
    return server.host().name();
  }

  private static String freezeServer(Server server) {
    Signals.freeze(Signals.of(server), FREEZE);
    return server.host().name();
  }

  /** A server is stopped while a transaction of its own has changed a head and is not committed. */
  private String freezeAtHeads() {
    Server server = server();
    DatabaseNode writer = writer();
    ProcessHandle process = Signals.of(server);
    for (int i = 0; i < HEAD_TRIES; i++) {
      Signals.send("STOP", process);
      try {
        if (holdsHeads(writer, server)) {
          Signals.pause(FREEZE);
          return server.host().name();
        }
      } finally {
        Signals.send("CONT", process);
      }
      Office.pause(random.nextInt(50));
    }
    return "nobody";
  }

  /** Frozen, it commits nothing: what its transaction has changed, it holds. */
  private static boolean holdsHeads(DatabaseNode writer, Server server) {
    return writer
        .ask(
            """
            SELECT COUNT(*) FROM information_schema.innodb_trx t
            JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
            WHERE t.trx_rows_modified > 0 AND p.command = 'Sleep' AND p.host LIKE '%s:%%'
            """
                .formatted(server.host().address()))
        .filter(count -> !count.equals("0"))
        .isPresent();
  }

  private String killProxy() {
    List<Proxy> proxies = bed.proxies();
    Proxy proxy = proxies.get(random.nextInt(proxies.size()));
    proxy.machine().process(Proxy.PROCESS).ifPresent(Signals::kill);
    Signals.pause(PROXY);
    proxy.start();
    return proxy.host().name();
  }

  private String cutOneWay(DatabaseNode from, DatabaseNode to) {
    lines.cutOneWay(from.host(), to.host());
    try {
      Signals.pause(CUT);
    } finally {
      lines.mendOneWay(from.host(), to.host());
    }
    return from.host().name();
  }

  private String cutServer(Server server, DatabaseNode writer) {
    lines.cutOneWay(server.host(), writer.host());
    try {
      Signals.pause(CUT);
    } finally {
      lines.mendOneWay(server.host(), writer.host());
    }
    return server.host().name();
  }

  private String cut(DatabaseNode node) {
    lines.cut(node.host());
    try {
      Signals.pause(CUT);
    } finally {
      lines.mend(node.host());
    }
    return node.host().name();
  }

  private String slow(DatabaseNode node) {
    lines.slow(node.host());
    try {
      Signals.pause(CUT);
    } finally {
      lines.hasten(node.host());
    }
    return node.host().name();
  }

  /** As when a room loses its power and one disk does not come back. */
  private String killAll() {
    List<DatabaseNode> nodes = bed.databases();
    nodes.forEach(node -> process(node).destroyForcibly());
    nodes.forEach(node -> node.machine().process(DatabaseNode.PROCESS).ifPresent(Signals::kill));
    nodes.get(random.nextInt(nodes.size())).loseData();
    Signals.pause(PROXY);
    bed.startDatabases();
    bed.checkReplicas();
    return "all nodes";
  }
}
