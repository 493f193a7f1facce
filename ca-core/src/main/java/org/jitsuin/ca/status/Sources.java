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

  /** Since when the database has not answered, by the machine's clock; empty where it does. */
  Optional<Instant> databaseSilentSince();

  /** What a service of this server says of itself; empty where it does not run here. */
  Optional<Readiness> readiness(String service);

  /** Makes sure that the token can be used, and says how many signatures wait for it. */
  long tokenWaiting();

  /** The state of this server's copy of the audit log. */
  LogState log();

  /** How many entries of the CRL publisher were refused. */
  long refusedEntries();

  /** What is known of each witness; none where there are none. */
  List<WitnessRound.Standing> witnesses();

  /** Reads the database. */
  List<Standing> generations();

  /** How the work that is repeated goes on. */
  List<Heartbeats.Rhythm> work();

  /** How long the certificates last that people renew, of each kind the first. */
  List<End> ends();

  /** What waits for people. */
  Waiting waiting();

  /** Reads the database. */
  long waitingResponders();

  /** The figures that services show as metrics. */
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
