package org.jitsuin.crl.publish;

import java.io.IOException;
import java.util.List;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.peer.WantedFile;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;

/** Fetches the files of CRLs that another server published, where each has a directory. */
final class Mirror {
  private final Peers peers;
  private final CrlFiles files;

  Mirror(Peers peers, CrlFiles files) {
    this.peers = peers;
    this.files = files;
  }

  /** Returns whether this server has a directory of its own, which nobody else fills. */
  boolean isWanted() {
    return peers.areThere();
  }

  /** Fetches what is published and not here; what nobody has yet is looked for the next time. */
  void fetch(Status status) {
    Peers.Round round = peers.round();
    for (PartitionStatus one : status.partitions()) {
      one.published()
          .filter(crl -> round.goesOn() && !files.present(one.partition(), crl))
          .ifPresent(crl -> fetch(one.partition(), crl, round));
    }
  }

  private void fetch(Partition partition, PublishedCrl crl, Peers.Round round) {
    String place = "/crl/" + partition.authority().id() + "/";
    WantedFile complete =
        new WantedFile(
            place + partition.id() + ".crl",
            files.file(partition, crl.number()),
            crl.size(),
            crl.sha256());
    boolean all = round.fetch(complete);
    if (all && crl.delta().isPresent()) {
      WantedFile delta =
          new WantedFile(
              place + partition.deltaId() + ".crl",
              files.deltaFile(partition, crl.number()),
              crl.delta().get().size(),
              crl.delta().get().sha256());
      all = round.fetch(delta);
    }
    if (all) {
      try {
        files.sync(List.of(partition));
      } catch (IOException _) {
        // They are there; after a power failure they are fetched again.
      }
    }
  }
}
