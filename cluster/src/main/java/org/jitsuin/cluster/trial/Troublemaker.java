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
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** Does one thing after another to a bed, and mends it again as an operator would. */
final class Troublemaker {
  private static final Duration DEATH = Duration.ofSeconds(15);
  private static final Duration FREEZE = Duration.ofSeconds(15);
  private static final Duration CUT = Duration.ofSeconds(20);
  private static final Duration PROXY = Duration.ofSeconds(5);
  private static final int HEAD_TRIES = 200;

  private final Bed bed;
  private final Lines lines;
  private final Random random;
  private final InstantSource clock;

  Troublemaker(Bed bed, Random random, InstantSource clock) {
    this.bed = bed;
    this.lines = new Lines(bed.place());
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

  private static void wait(Duration time) {
    Office.pause(time.toMillis());
  }

  private static ProcessHandle process(DatabaseNode node) {
    return node.machine()
        .process(DatabaseNode.PROCESS)
        .orElseThrow(() -> new SetupFailure(node.host().name() + " does not run"));
  }

  private static ProcessHandle process(Server server) {
    return server.process().orElseThrow(() -> new SetupFailure(server.host().name() + " is gone"));
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void signal(String signal, ProcessHandle process) {
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("kill", "procps").toString(),
                "-" + signal,
                Long.toString(process.pid())),
            List.of());
  }

  private static void freeze(ProcessHandle process, Duration time) {
    signal("STOP", process);
    try {
      wait(time);
    } finally {
      signal("CONT", process);
    }
  }

  private static String killNode(DatabaseNode node) {
    kill(process(node));
    wait(DEATH);
    node.begin(false);
    return node.host().name();
  }

  private static String freezeNode(DatabaseNode node) {
    freeze(process(node), FREEZE);
    return node.host().name();
  }

  private static String killServer(Server server) {
    kill(process(server));
    wait(DEATH);
    server.up();
    return server.host().name();
  }

  private static String freezeServer(Server server) {
    freeze(process(server), FREEZE);
    return server.host().name();
  }

  /** A server is stopped while a transaction of its own has changed a head and is not committed. */
  private String freezeAtHeads() {
    Server server = server();
    DatabaseNode writer = writer();
    ProcessHandle process = process(server);
    for (int i = 0; i < HEAD_TRIES; i++) {
      signal("STOP", process);
      try {
        if (holdsHeads(writer, server)) {
          wait(FREEZE);
          return server.host().name();
        }
      } finally {
        signal("CONT", process);
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
    proxy.machine().process(Proxy.PROCESS).ifPresent(Troublemaker::kill);
    wait(PROXY);
    proxy.start();
    return proxy.host().name();
  }

  private String cutOneWay(DatabaseNode from, DatabaseNode to) {
    lines.cutOneWay(from.host(), to.host());
    try {
      wait(CUT);
    } finally {
      lines.mendOneWay(from.host(), to.host());
    }
    return from.host().name();
  }

  private String cutServer(Server server, DatabaseNode writer) {
    lines.cutOneWay(server.host(), writer.host());
    try {
      wait(CUT);
    } finally {
      lines.mendOneWay(server.host(), writer.host());
    }
    return server.host().name();
  }

  private String cut(DatabaseNode node) {
    lines.cut(node.host());
    try {
      wait(CUT);
    } finally {
      lines.mend(node.host());
    }
    return node.host().name();
  }

  private String slow(DatabaseNode node) {
    lines.slow(node.host());
    try {
      wait(CUT);
    } finally {
      lines.hasten(node.host());
    }
    return node.host().name();
  }

  /** As when a room loses its power and one disk does not come back. */
  private String killAll() {
    List<DatabaseNode> nodes = bed.databases();
    nodes.forEach(node -> process(node).destroyForcibly());
    nodes.forEach(
        node -> node.machine().process(DatabaseNode.PROCESS).ifPresent(Troublemaker::kill));
    nodes.get(random.nextInt(nodes.size())).loseData();
    wait(PROXY);
    bed.startDatabases();
    return "all nodes";
  }
}
