package org.jitsuin.ca.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Witnesses;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.log.WitnessRound;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.Transactions;

/** Puts together what keeps the audit log. */
@ApplicationScoped
public class LogComponents {
  private static final Duration TAKEN_OVER_AFTER = Duration.ofSeconds(10);

  @Resource(lookup = "java:jboss/datasources/CaDS")
  private DataSource dataSource;

  @Produces
  @Singleton
  LogFiles logFiles(Settings settings) {
    Path directory = settings.path("jitsuin.audit.directory");
    return new LogFiles(directory.resolve("public"), directory.resolve("auditors"));
  }

  @Produces
  @Singleton
  LogGate logGate() {
    return new LogGate();
  }

  /**
   * Produces the sequencer, with transactions of its own: it opens the gate at which all others
   * wait.
   */
  @Produces
  @Singleton
  Sequencer sequencer(
      LogFiles files,
      SigningPool token,
      WitnessRound witnesses,
      LogGate gate,
      Node node,
      InstantSource clock) {
    Transactions transactions = new Transactions(Database.open(dataSource), clock);
    return new Sequencer(
        transactions,
        new Lease(transactions, node, "audit-log", TAKEN_OVER_AFTER),
        files,
        key -> token.key(key.label(), key.scheme()),
        clock,
        new Sequencer.Beginning(node.name(), gate, witnesses));
  }

  @Produces
  @Singleton
  WitnessRound witnessRound(
      Transactions transactions,
      LogFiles files,
      Settings settings,
      Node node,
      InstantSource clock) {
    return new WitnessRound(
        transactions,
        new Lease(transactions, node, "audit-witnesses", TAKEN_OVER_AFTER),
        files,
        Witnesses.read(settings),
        node.name(),
        clock);
  }
}
