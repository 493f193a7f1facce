package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.ca.store.StatusFeed.Told;
import org.jitsuin.store.AppendedEntries;
import org.jitsuin.store.EntryTable;
import org.jitsuin.store.Head;

/**
 * What a transaction adds to the audit log and to the status feed.
 *
 * <p>Every act of every server changes the heads of both, which stay locked from then until the
 * commit. So what is to be added is gathered while the act is done, and numbered by one statement
 * when all else is written: the entries, the kept answer, the rows of the feed and the commit are
 * all that others wait for.
 *
 * <p>It belongs to the handle of the transaction. A transaction that {@link Transactions} did not
 * open gathers nothing: everything is added at once.
 */
public final class HeadRows implements JdbiConfig<HeadRows> {
  private final List<AuditEntry> entries = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  /** How many of those that are told have their numbers. */
  private int numbered;

  private boolean gathering;

  /** Whether a kept answer was read, which somebody will be told again. */
  private boolean retold;

  /** Whether it matters at which node this is committed, and its name as soon as that is known. */
  private boolean naming;

  private Optional<String> node = Optional.empty();

  /** Made by Jdbi, by reflection. */
  public HeadRows() {}

  /** Those of the transaction that the handle is in. */
  public static HeadRows of(Handle handle) {
    return handle.getConfig(HeadRows.class);
  }

  /**
   * Gathers from now on.
   *
   * @param named whether {@link #told} is asked for, and with it the node
   * @return false if that is done already, since the transaction is part of another one
   */
  boolean gather(boolean named) {
    boolean first = !gathering;
    gathering = true;
    naming |= named;
    return first;
  }

  /**
   * Adds entries to the log.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the log is closed, where nothing is
   *     gathered
   */
  public void record(Handle handle, List<AuditEntry> added) {
    if (gathering) {
      entries.addAll(added);
    } else {
      EntryTable.append(handle, added);
    }
  }

  /** Adds rows to the feed. */
  void tell(Handle handle, List<Told> added) {
    if (gathering) {
      told.addAll(added);
    } else {
      Head.FEED.take(handle, added.size()).orElseThrow();
      StatusFeed.insert(handle, added);
    }
  }

  /**
   * Numbers what was gathered, and writes the entries: their numbers are known from then on. For an
   * act whose kept answer names them; all else is written before.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the log is closed
   */
  public void number(Handle handle) {
    int changes = told.size() - numbered;
    if (!entries.isEmpty()) {
      if (naming && node.isEmpty()) {
        // Before the heads are locked: one more question here keeps nobody waiting.
        node = Optional.of(Committed.node(handle));
      }
      EntryTable.append(handle, List.copyOf(entries), changes);
      entries.clear();
    } else if (changes > 0) {
      Head.FEED.take(handle, changes).orElseThrow();
    }
    numbered = told.size();
  }

  /** Notes that a kept answer was read: of which act, this handle does not know. */
  void retell() {
    retold = true;
  }

  /**
   * Returns the last entry that whoever is told of this transaction knows of. Of an answer that is
   * told again the last of all, as it is of one of them.
   */
  Committed told(Handle handle) {
    AppendedEntries appended = AppendedEntries.of(handle);
    if (appended.count() > 0 && handle.isInTransaction()) {
      return new Committed(
          appended.first() + appended.count() - 1, node.orElseGet(() -> Committed.node(handle)));
    }
    return retold ? Committed.last(handle) : Committed.NOTHING;
  }

  /** Writes what was gathered; nothing if the transaction was taken back. */
  void write(Handle handle) {
    if (handle.isInTransaction()) {
      number(handle);
      if (!told.isEmpty()) {
        StatusFeed.insert(handle, told);
      }
    }
    entries.clear();
    told.clear();
    numbered = 0;
    gathering = false;
  }

  /** None, as what is copied from is the handle's own or nobody's. */
  @Override
  public HeadRows createCopy() {
    return new HeadRows();
  }
}
