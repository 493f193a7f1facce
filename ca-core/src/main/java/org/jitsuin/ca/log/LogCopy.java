package org.jitsuin.ca.log;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.tlog.Checkpoint;
import org.jitsuin.base.tlog.LogDamaged;
import org.jitsuin.base.tlog.LogFiles;
import org.jitsuin.base.tlog.LogWriter;
import org.jitsuin.base.tlog.NoteKey;
import org.jitsuin.base.tlog.SignedNote;
import org.jitsuin.base.tlog.TreeHash;
import org.jitsuin.ca.CaMessages;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Transactions;

/**
 * This server's files of the tree, written from the entries in the database. What cannot be gone on
 * with is written anew. Not for several threads.
 */
final class LogCopy {
  private static final int AT_ONCE = 1_000;

  private final Transactions transactions;
  private final LogFiles files;
  private final NoteKey key;
  private LogWriter writer;
  private Optional<Shown> shown = Optional.empty();

  LogCopy(Transactions transactions, LogFiles files, NoteKey key) {
    this.transactions = transactions;
    this.files = files;
    this.key = key;
    this.writer = resume();
  }

  /** The tree as the files have it whole. */
  private record Shown(long size, TreeHash root) {}

  /** Where the files were shown with a checkpoint of this log, they are gone on with. */
  private LogWriter resume() {
    Optional<Checkpoint> published =
        files
            .checkpoint()
            .flatMap(SignedNote::parse)
            .filter(note -> key.check(note) == NoteKey.Verdict.VALID)
            .flatMap(note -> Checkpoint.parse(note.text()));
    try {
      if (published.isPresent()) {
        return LogWriter.resume(files, published.get().size(), published.get().root());
      }
    } catch (LogDamaged e) {
      CaMessages.LOG.logWrittenAnew(e.getMessage());
    }
    return anew();
  }

  private LogWriter anew() {
    shown = Optional.empty();
    files.clear();
    return LogWriter.begin(files);
  }

  long size() {
    return writer.size();
  }

  /**
   * Makes the copy the tree that was signed: as many entries, with that root. If the files are to
   * blame they are written anew, once.
   *
   * @throws Fault INTEGRITY_VIOLATED if the entries in the database are not those that were signed
   */
  void follow(Checkpoint signed) {
    if (size() <= signed.size() && rootAt(signed.size()).equals(signed.root())) {
      return;
    }
    CaMessages.LOG.logWrittenAnew("its root is not the one of checkpoint " + signed.size());
    writer = anew();
    if (!rootAt(signed.size()).equals(signed.root())) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          String.format(
              Locale.ROOT,
              "the first %d entries of the audit log are not those that were signed",
              signed.size()));
    }
  }

  /**
   * Adds entries until there are so many.
   *
   * @return the root then
   * @throws Fault INTEGRITY_VIOLATED if the database does not have them
   */
  TreeHash rootAt(long size) {
    while (size() < size) {
      int most = (int) Math.min(AT_ONCE, size - size());
      List<AuditTable.Row> rows =
          transactions.run(handle -> AuditTable.page(handle, size(), Optional.empty(), most));
      if (rows.isEmpty()) {
        throw missing(size() + 1);
      }
      rows.forEach(this::append);
    }
    if (shown.filter(tree -> tree.size() == size).isEmpty()) {
      shown = Optional.of(new Shown(size, writer.show()));
    }
    return shown.orElseThrow().root();
  }

  private void append(AuditTable.Row row) {
    if (row.number() != size() + 1) {
      throw missing(size() + 1);
    }
    writer.append(row.body().bytes());
  }

  private static Fault missing(long number) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED, "entry " + number + " of the audit log is missing");
  }
}
