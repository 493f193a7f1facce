package org.jitsuin.ocsp.status;

import java.util.Optional;
import org.jitsuin.ocsp.OcspLog;

/** Makes the index to begin with, from the file of an earlier run or from the database. */
final class IndexLoader implements AutoCloseable {
  private final StatusDatabase database;
  private Optional<SnapshotFile> file;

  /** What was read from the file and could not be used yet. */
  private Optional<Snapshot> waiting = Optional.empty();

  /** What becomes of a try. */
  sealed interface Result {}

  /**
   * The index.
   *
   * @param kept whether it is what the file has
   */
  record Loaded(StatusIndex index, boolean kept) implements Result {}

  /**
   * The database cannot be believed beside what the earlier run knew.
   *
   * @param reach other than HELD
   */
  record Waiting(Reach reach, String problem) implements Result {}

  IndexLoader(StatusDatabase database, Optional<SnapshotFile> file) {
    this.database = database;
    this.file = file;
  }

  /** From now on only the database is asked. */
  void useNoFile() {
    file = Optional.empty();
    close();
  }

  /** Gives up what was read and not used. */
  @Override
  public void close() {
    waiting.ifPresent(known -> known.index().close());
    waiting = Optional.empty();
  }

  Result load(DatabaseState standing) {
    if (waiting.isEmpty()) {
      waiting = file.flatMap(SnapshotFile::read);
    }
    if (waiting.filter(known -> known.recoveries() != standing.recoveries()).isPresent()) {
      OcspLog.LOG.snapshotNotUsed("operators have recovered the database since it was made");
      close();
    }
    return waiting.map(this::continued).orElseGet(this::fromDatabase);
  }

  private Result continued(Snapshot snapshot) {
    long until = snapshot.until().seq();
    return switch (database.reach(snapshot.from(), snapshot.until())) {
      case HELD -> {
        StatusIndex index = snapshot.index();
        OcspLog.LOG.snapshotRead(index.size(), index.position().seq());
        waiting = Optional.empty();
        useNoFile();
        yield new Loaded(index, true);
      }
      case BEHIND ->
          new Waiting(Reach.BEHIND, "the snapshot knows row " + until + ", the database does not");
      case ANOTHER ->
          new Waiting(Reach.ANOTHER, "it is not the one that the snapshot was made from");
    };
  }

  private Result fromDatabase() {
    StatusIndex loaded = database.load();
    OcspLog.LOG.indexLoaded(loaded.size(), loaded.position().seq());
    useNoFile();
    return new Loaded(loaded, false);
  }
}
