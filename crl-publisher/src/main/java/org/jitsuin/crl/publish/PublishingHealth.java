package org.jitsuin.crl.publish;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.crl.CrlLog;

/**
 * The faults of publishing at the moment, logged when they begin and when they end, not each second
 * in between. It is said in the log when it begins and when it ends, not each second in between.
 */
public final class PublishingHealth {
  private final ConcurrentMap<String, String> failing = new ConcurrentHashMap<>();
  private final Set<String> contradicted = ConcurrentHashMap.newKeySet();
  private final Trouble interruptions = new Trouble();
  private volatile Optional<Throwable> interruption = Optional.empty();
  private volatile Map<String, String> unusable = Map.of();

  /** Returns what keeps all CRLs from being published; empty if nothing does. */
  public String trouble() {
    return interruption.map(Reasons::of).orElse("");
  }

  /** Returns what keeps single partitions from being published: their names and the reasons. */
  public Map<String, String> failing() {
    Map<String, String> all = new TreeMap<>(failing);
    all.putAll(unusable);
    return all;
  }

  /** Publishing as a whole does not work. */
  void broken(Throwable failure) {
    interruption = Optional.of(failure);
    interruptions.failed(failure, PublishingHealth::tell);
  }

  private static void tell(Throwable failure) {
    if (failure instanceof Fault) {
      CrlLog.LOG.interrupted(Reasons.of(failure));
    } else {
      CrlLog.LOG.unforeseen(failure);
    }
  }

  /** Publishing as a whole works. */
  void works() {
    interruption = Optional.empty();
    interruptions.worked(CrlLog.LOG::resumed);
  }

  /** Notes that a partition has no new CRL until somebody has looked at what the database says. */
  void contradicted(PublishedPartition listing, String reason) {
    contradicted.add(listing.partition().toString());
    failed(listing, reason);
  }

  /** Notes that a partition has no new CRL though it should. */
  void failed(PublishedPartition listing, String reason) {
    // A reason that thousands of partitions share is said for one of them.
    boolean known = failing.containsValue(reason);
    failing.put(listing.partition().toString(), reason);
    if (!known) {
      CrlLog.LOG.partitionFails(listing.partition().toString(), reason);
    }
  }

  /** Notes that a partition has the CRL that it should. */
  void succeeded(PublishedPartition listing) {
    contradicted.remove(listing.partition().toString());
    if (failing.remove(listing.partition().toString()) != null) {
      CrlLog.LOG.partitionWorks(listing.partition().toString());
    }
  }

  /** Forgets which partitions fail, where that is no longer this server's knowledge. */
  void forgetFailing() {
    failing.clear();
    contradicted.clear();
  }

  /**
   * Returns whether somebody has to look: there are rows for which no CRL can or may be made, or
   * the database is an older state of itself.
   */
  boolean needsAttention() {
    return !unusable.isEmpty()
        || !contradicted.isEmpty()
        || interruption.filter(PublishingHealth::isSetback).isPresent();
  }

  private static boolean isSetback(Throwable failure) {
    return failure instanceof Fault fault && fault.code() == FaultCode.RECOVERY_NEEDED;
  }

  /** Rows of the database that no CRL can be made for. */
  void unusable(Map<String, String> rows) {
    rows.forEach((name, reason) -> {
      if (!reason.equals(unusable.get(name))) {
        CrlLog.LOG.partitionFails(name, reason);
      }
    });
    unusable = rows;
  }
}
