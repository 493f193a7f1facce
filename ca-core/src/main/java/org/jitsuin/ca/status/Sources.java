package org.jitsuin.ca.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.log.LogState;
import org.jitsuin.ca.log.WitnessRound;
import org.jitsuin.ca.signer.SignerWatch;

/** Whom the status is asked of. What reads the database or the token may hang, or throw a Fault. */
public interface Sources {
  /** The time of the authorities. */
  Instant time();

  /** The machine's own, by which TLS goes. */
  Instant machineTime();

  /** The name of this server. */
  String node();

  Optional<Instant> databaseSilentSince();

  /** What a service of this server says of itself; empty where it does not run here. */
  Optional<Readiness> readiness(String service);

  /** Makes sure that the token can be used, and says how many signatures wait for it. */
  long tokenWaiting();

  LogState log();

  /** How many entries of the CRL publisher were refused. */
  long refusedEntries();

  List<WitnessRound.Standing> witnesses();

  /** Reads the database. */
  List<Standing> generations();

  List<Heartbeats.Rhythm> work();

  List<End> ends();

  Waiting waiting();

  /** Reads the database. */
  long waitingResponders();

  Figures figures();

  /**
   * A key generation, with its newest OCSP signers.
   *
   * @param issuing whether certificates are issued with it now
   */
  record Standing(Generation generation, boolean issuing, List<SignerWatch.Newest> signers) {}

  /** How long the first certificate of a kind still lasts; empty where none is known. */
  record End(String certificate, Optional<Duration> left) {}

  /** What waits for people, as this server saw it last. */
  record Waiting(
      long holds,
      long heldEvents,
      long budgetsUsedUp,
      long suspensionsSlowed,
      Duration retentionBehind) {}
}
