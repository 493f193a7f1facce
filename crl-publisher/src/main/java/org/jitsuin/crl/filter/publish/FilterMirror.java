package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.peer.WantedFile;
import org.jitsuin.crl.plan.StatusDatabase;

/**
 * Fetches the status filter that another server published, where this one has a directory of its
 * own: base and delta first, the head last, each by the hash that the database has of it. What is
 * handed out here is never an older one than before, however late the database is.
 */
final class FilterMirror {
  /** Octets of a head at the most. */
  private static final int HEAD = 1 << 16;

  private final StatusDatabase database;
  private final Peers peers;
  private final FilterFiles files;
  private final InstantSource clock;

  FilterMirror(StatusDatabase database, Peers peers, FilterFiles files, InstantSource clock) {
    this.database = database;
    this.peers = peers;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Hands out the newest one.
   *
   * @param last the newest that was published
   * @return whether that or a newer one is handed out here; what nobody has yet is to be looked for
   *     the next time
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  boolean fetch(PublishedFilter last) throws IOException {
    Authority authority = last.authority();
    if (files.handedOut(authority).filter(head -> head.number() >= last.number()).isPresent()) {
      return true;
    }
    Optional<Fingerprint> head =
        database.run(handle -> FilterTable.head(handle, authority, last.number()));
    if (!peers.areThere() || head.isEmpty() || !fetch(last, head.get())) {
      return false;
    }
    files.show(authority, files.keptHead(authority, last.number()).orElseThrow());
    List<PublishedFilter> recent =
        database.run(handle -> FilterTable.recent(handle, authority, clock.instant()));
    if (!recent.isEmpty()) {
      files.sweep(recent, clock.instant());
    }
    return true;
  }

  private boolean fetch(PublishedFilter last, Fingerprint head) throws IOException {
    Authority authority = last.authority();
    String place = "/filter/" + authority.id() + "/";
    Peers.Round round = peers.round();
    boolean all =
        fetch(round, place + last.base().sha256() + ".base", last.base(), base(last))
            && last.delta()
                .map(delta -> fetch(round, place + delta.sha256() + ".delta", delta, delta(last)))
                .orElse(true)
            && (isKept(last, head)
                || round.fetch(
                    new WantedFile(
                        place + "head", files.kept(authority, last.number()), HEAD, head)));
    if (all) {
      // A head must not outlive what it names when the power is cut.
      FilterFiles.force(base(last));
      if (last.delta().isPresent()) {
        FilterFiles.force(delta(last));
      }
    }
    return all;
  }

  /** Where it was fetched, and this server ended before it was handed out. */
  private boolean isKept(PublishedFilter last, Fingerprint head) throws IOException {
    return files
        .keptHead(last.authority(), last.number())
        .filter(octets -> Fingerprint.of(octets).equals(head))
        .isPresent();
  }

  private boolean fetch(Peers.Round round, String path, Stored stored, Path file) {
    return files.isSound(file, stored)
        || round.fetch(new WantedFile(path, file, stored.size(), stored.sha256()));
  }

  private Path base(PublishedFilter filter) {
    return files.base(filter.authority(), filter.base().sha256());
  }

  private Path delta(PublishedFilter filter) {
    return files.delta(filter.authority(), filter.delta().orElseThrow().sha256());
  }
}
