package org.jitsuin.crl.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.crl.model.LinkCertificate;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;

/**
 * Keeps a copy of the CRLs that others publish, and writes down what there is: it reads a database,
 * be it a replica that nobody may write to, and has no key and no lease. A database that is late
 * takes nothing back: of each partition the greatest number that ever came here is kept.
 */
final class MirrorLine implements CrlLine {
  private final StatusView view;
  private final Mirror mirror;
  private final PeerLinks links;
  private final Kept kept;
  private final PublishingHealth condition;
  private volatile boolean closed;

  /** What is kept here, and where it is written down. */
  record Kept(CrlFiles files, PublishedCrls catalogue, ManifestWriter manifest, Sweeper sweeper) {}

  MirrorLine(
      StatusView view, Mirror mirror, PeerLinks links, Kept kept, PublishingHealth condition) {
    this.view = view;
    this.mirror = mirror;
    this.links = links;
    this.kept = kept;
    this.condition = condition;
  }

  /** Fetches what is new; what goes wrong is logged and tried again the next time. */
  @Override
  public void run() {
    if (closed) {
      return;
    }
    try {
      view.ifDue().ifPresent(this::take);
      condition.works();
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on.
      view.doubt();
      condition.broken(e);
    }
  }

  private synchronized void take(Status read) {
    Map<Integer, PublishedCrl> newer = newer(read);
    List<LinkCertificate> known = links.of(read.issuers());
    mirror.fetch(
        new Status(
            read.feedLast(),
            read.issuers(),
            known,
            read.partitions().stream()
                .filter(one -> !newer.containsKey(one.partition().no()))
                .toList(),
            read.unusable()));
    kept.catalogue()
        .refresh(
            new Status(read.feedLast(), read.issuers(), known, read.partitions(), read.unusable()),
            newer);
    condition.unusable(read.unusable());
    kept.catalogue().current().ifPresent(this::show);
  }

  private void show(CrlSnapshot snapshot) {
    if (kept.manifest().isDue(snapshot, true)) {
      kept.manifest().write(snapshot);
    }
    kept.sweeper().sweep(snapshot);
  }

  /**
   * Those that are here and newer than what a late database knows, by the number of the partition.
   * A file that its number alone makes newer, and no signature, is none.
   */
  private Map<Integer, PublishedCrl> newer(Status read) {
    FilesAhead ahead = new FilesAhead(kept.files());
    Map<Integer, PublishedCrl> newer = new HashMap<>();
    for (PartitionStatus one : ahead.suspects(read)) {
      served(one)
          .filter(crl -> crl.number() == ahead.number(one))
          .or(() -> ahead.found(one.partition(), ahead.number(one)))
          .ifPresent(crl -> newer.put(one.partition().no(), crl));
    }
    return newer;
  }

  private Optional<PublishedCrl> served(PartitionStatus one) {
    return kept.catalogue()
        .current()
        .flatMap(all -> all.find(one.partition().no()))
        .flatMap(PublishedPartition::served);
  }

  @Override
  public void close() {
    closed = true;
  }
}
