package org.jitsuin.ca.boot;

import java.nio.file.Path;
import java.time.Duration;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Witnesses;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.log.SubmissionWork;
import org.jitsuin.ca.log.WitnessRound;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Lease;

/**
 * What keeps the audit log.
 *
 * @param files where it is published
 */
record LogKeeping(
    LogFiles files, Sequencer sequencer, WitnessRound witnessRound, SubmissionWork submissions) {
  private static final Duration TAKEN_OVER_AFTER = Duration.ofSeconds(10);

  /**
   * Reads {@code jitsuin.audit.directory} and the witnesses.
   *
   * @param transactions of its own: the sequencer opens the gate that all others wait at
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static LogKeeping of(CaContext with, Transactions transactions, LogGate gate) {
    LogFiles files = files(with.settings());
    WitnessRound witnessRound =
        new WitnessRound(
            with.transactions(),
            new Lease(with.transactions(), with.node(), "audit-witnesses", TAKEN_OVER_AFTER),
            files,
            Witnesses.read(with.settings()),
            with.node().name(),
            with.clock());
    Sequencer sequencer =
        new Sequencer(
            transactions,
            new Lease(transactions, with.node(), "audit-log", TAKEN_OVER_AFTER),
            files,
            key -> with.token().key(key.label(), key.scheme()),
            with.clock(),
            new Sequencer.Beginning(with.node().name(), gate, witnessRound));
    return new LogKeeping(
        files, sequencer, witnessRound, new SubmissionWork(with.transactions(), with.clock()));
  }

  private static LogFiles files(Settings settings) {
    Path directory = settings.get(BaseSettings.AUDIT_DIRECTORY);
    return new LogFiles(directory.resolve("public"), directory.resolve("auditors"));
  }
}
