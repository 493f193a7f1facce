package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Setback;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;

/**
 * Looks for CRLs that are newer than the database, which is an older state of itself then: each
 * number is recorded before its CRL is signed. From the first that is found on nothing is recorded
 * or signed any more, and those CRLs are served.
 */
final class NewerFiles {
  private final StatusDatabase database;
  private final CrlFiles files;
  private final String node;
  private final InstantSource clock;

  /** Nobody holds it: what is committed there is committed, and that is all. */
  private final Lease barrier;

  /** The number of newer CRLs that the log reported last. */
  private int told;

  /** Brings what others hold into the files; does nothing where there is no such place. */
  private volatile Consumer<Status> fetching = _ -> {};

  NewerFiles(StatusDatabase database, CrlFiles files, Node node, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.node = node.name();
    this.clock = clock;
    this.barrier =
        new Lease(
            database, Lease.Service.CRL_PUBLISHER, node, "newer-files", Duration.ofMinutes(1));
  }

  /**
   * Sets what brings CRLs that others hold into the files, before this server publishes anything.
   */
  void fetchBy(Consumer<Status> fetch) {
    fetching = fetch;
  }

  void fetch(Status status) {
    fetching.accept(status);
  }

  /**
   * Makes sure that there are none, as far as any server found.
   *
   * @throws Fault RECOVERY_NEEDED
   */
  void requireNone() {
    database.use(SetbackTable::requireNone);
  }

  /**
   * Returns the CRLs that are newer, by the number of the partition, with what they say themselves.
   */
  Map<Integer, PublishedCrl> find(Status status) {
    FilesAhead ahead = new FilesAhead(files);
    List<PartitionStatus> suspects = ahead.suspects(status);
    if (suspects.isEmpty()) {
      return Map.of();
    }
    // A node of the database that was only behind others has caught up then.
    barrier.touch();
    return database.run(handle -> newer(handle, suspects, ahead));
  }

  private Map<Integer, PublishedCrl> newer(
      Handle handle, List<PartitionStatus> suspects, FilesAhead ahead) {
    SetbackTable.awaitRecovery(handle);
    Map<Integer, Long> recorded =
        CrlTable.greatestNumbers(
            handle, suspects.stream().map(one -> one.partition().no()).collect(Collectors.toSet()));
    Map<Integer, PublishedCrl> newer = new HashMap<>();
    List<Setback> setbacks = new ArrayList<>();
    for (PartitionStatus one : suspects) {
      Partition partition = one.partition();
      long number = ahead.number(one);
      long known = recorded.getOrDefault(partition.no(), 0L);
      if (number > known) {
        ahead
            .found(partition, number)
            .ifPresent(crl -> {
              newer.put(partition.no(), crl);
              setbacks.add(
                  new Setback(partition.toString(), number, known, "this server's CRL files"));
            });
      }
    }
    if (!setbacks.isEmpty()) {
      if (setbacks.size() != told) {
        CrlLog.LOG.databaseSetBack(setbacks.size(), setbacks.getFirst().sentence());
      }
      told = setbacks.size();
      Instant now = clock.instant();
      setbacks.forEach(one -> SetbackTable.report(handle, one, node, now));
    }
    return newer;
  }
}
