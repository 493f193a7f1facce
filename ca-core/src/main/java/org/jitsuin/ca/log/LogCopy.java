package org.jitsuin.ca.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogWriter;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.Transactions;

/**
 * A server's own files of the tree, written from the entries in the database. What was signed and
 * stands in them is never written over by anything else: files that cannot be gone on with are
 * written anew only where the database has the entries that were signed. Not for several threads.
 */
final class LogCopy {
  private final LogFiles files;
  private final LoggedEntries entries;
  private final TileScrub scrub;

  /** The newest that the files had when this server began. */
  private final Optional<Checkpoint> published;

  private LogWriter writer;
  private Optional<Shown> shown = Optional.empty();
  private Optional<String> damage = Optional.empty();

  LogCopy(Transactions transactions, LogFiles files, NoteKey key) {
    this.files = files;
    this.entries = new LoggedEntries(transactions);
    this.scrub = new TileScrub(files, entries);
    this.published = files.newest(key).flatMap(note -> Checkpoint.parse(note.text()));
    this.writer = resume();
  }

  /** The tree as the files have it whole. */
  private record Shown(long size, TreeHash root) {}

  private LogWriter resume() {
    try {
      if (published.isPresent()) {
        return LogWriter.resume(files, published.get().size(), published.get().root());
      }
    } catch (LogDamaged e) {
      damage = Optional.of(e.getMessage());
    }
    return LogWriter.begin(files);
  }

  long size() {
    return writer.size();
  }

  /**
   * Compares the newest checkpoint in the files with what the database has.
   *
   * @param recorded the size of the newest checkpoint that the database knows
   * @param count how many entries it has
   * @throws SetbackFound if more was signed than it has, or something else
   */
  void compare(long recorded, long count) {
    published
        .filter(signed -> signed.size() > recorded)
        .ifPresent(signed -> new LogRepair(files, entries, signed).requireRecorded(count));
  }

  private boolean isAhead(long size) {
    return published.filter(signed -> signed.size() > size).isPresent();
  }

  /**
   * Makes the copy the tree that was signed: as many entries, with that root. If the files are to
   * blame they are written anew, as far as they must.
   *
   * @param signed the newest that the database knows
   * @throws SetbackFound if the files hold what was signed from another state of the database
   * @throws Fault INTEGRITY_VIOLATED if the entries in the database are not those that were signed
   */
  void follow(Checkpoint signed) {
    if (isAhead(signed.size()) && damage.isEmpty()) {
      return;
    }
    if (damage.isEmpty() && size() <= signed.size() && isShown(signed)) {
      return;
    }
    shown = Optional.empty();
    CaLog.LOG.logWrittenAnew(
        damage.orElse("its root differs from the root of checkpoint " + signed.size()));
    Checkpoint goal = isAhead(signed.size()) ? published.orElseThrow() : signed;
    writer =
        published
            .map(former -> new LogRepair(files, entries, former).writer(goal))
            .orElseGet(() -> LogWriter.begin(files));
    if (!isShown(goal)) {
      throw LogRepair.contradicted(goal);
    }
    damage = Optional.empty();
  }

  private boolean isShown(Checkpoint signed) {
    return rootAt(signed.size()).equals(signed.root());
  }

  /**
   * Adds entries until there are so many.
   *
   * @return the root then
   * @throws Fault INTEGRITY_VIOLATED if the database does not have them
   */
  TreeHash rootAt(long size) {
    while (size() < size) {
      entries.page(size(), size).forEach(writer::append);
    }
    if (shown.filter(tree -> tree.size() == size).isEmpty()) {
      shown = Optional.of(new Shown(size, writer.show()));
    }
    return shown.orElseThrow().root();
  }

  /**
   * Looks at the next full tile, as far as the tree is whole.
   *
   * @throws Fault INTEGRITY_VIOLATED if the database does not have the entries that were signed
   */
  void scrub() {
    shown.ifPresent(tree -> scrub.next(tree.size(), tree.root()));
  }

  /**
   * Publishes a checkpoint, unless a newer one is published.
   *
   * @param note that is signed
   */
  void publish(long size, String note) {
    if (!isAhead(size)) {
      files.publish(note.getBytes(StandardCharsets.UTF_8));
    }
  }
}
