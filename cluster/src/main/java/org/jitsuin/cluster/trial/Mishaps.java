package org.jitsuin.cluster.trial;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.bed.Replica;
import org.jitsuin.cluster.bed.Server;
import org.jitsuin.cluster.trial.check.Trouble;

/** What people do or forget, and what befalls machines outside of the cluster. */
final class Mishaps {
  /** Longer than what a responder says may be old. */
  private static final Duration STOPPED = Duration.ofSeconds(75);

  private static final Duration DEATH = Duration.ofSeconds(15);
  private static final Duration FULL = Duration.ofSeconds(30);
  private static final Duration STRAY = Duration.ofSeconds(30);
  private static final int TRIES = 30;

  private final Bed bed;

  Mishaps(Bed bed) {
    this.bed = bed;
  }

  /** What the validation authority reads stands still, and answers as quickly as ever. */
  String stopReplication() {
    Replica last = bed.replicas().getLast();
    last.stopFollowing();
    try {
      Signals.pause(STOPPED);
    } finally {
      last.goOnFollowing();
    }
    return last.host().name();
  }

  String killRelay() {
    Replica relay = bed.replicas().getFirst();
    Signals.kill(Signals.database(relay.machine()));
    Signals.pause(DEATH);
    relay.begin();
    return relay.host().name();
  }

  String killValidation() {
    Server validation = bed.validations().getFirst();
    Signals.kill(Signals.of(validation));
    Signals.pause(DEATH);
    validation.up();
    return validation.host().name();
  }

  /** What an operator does: makes room, and starts the node anew where it did not get over it. */
  String fullDisk() {
    DatabaseNode node = bed.withSmallDisk();
    node.disk().fill();
    try {
      Signals.pause(FULL);
    } finally {
      node.disk().free();
    }
    for (int i = 0; i < TRIES && !node.state().equals("Synced"); i++) {
      Signals.pause(Duration.ofSeconds(1));
    }
    if (!node.state().equals("Synced")) {
      node.machine().process(DatabaseNode.PROCESS).ifPresent(Signals::kill);
      node.begin(false);
    }
    return node.host().name();
  }

  /**
   * A server is started with a clock that is wrong by a minute and a half, and later with a right
   * one.
   *
   * @param ahead whether it is ahead of the others, otherwise behind
   */
  String wrongClock(Server server, boolean ahead) {
    restart(server, "jitsuin.clock.offset=" + (ahead ? "PT90S" : "PT-90S"));
    Signals.pause(STRAY);
    restart(server);
    return server.host().name();
  }

  private static void restart(Server server, String... settings) {
    server.down();
    server.prepare(settings);
    server.up();
  }

  /**
   * As for a new release: one after the other, each behind the steps of the schema that expand, and
   * validation authorities last. Where another release has put the cluster up, it is one.
   */
  String rollingRestart() {
    for (Server server : bed.servers()) {
      server.down();
      server.migrate();
      server.up();
    }
    for (Server validation : bed.validations()) {
      validation.down();
      validation.up();
    }
    return Stream.concat(bed.servers().stream(), bed.validations().stream())
        .map(server -> server.host().name())
        .collect(Collectors.joining(Trouble.AND));
  }
}
