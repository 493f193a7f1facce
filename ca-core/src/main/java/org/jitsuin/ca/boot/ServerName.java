package org.jitsuin.ca.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.ServerTable;
import org.jitsuin.ca.store.ServerTable.Row;
import org.jitsuin.store.LifeSigns;
import org.jitsuin.store.TransactionRunner;

/**
 * The name of this server, which no other living one has: by it a server knows what an earlier
 * start of its own has left, and clears it up. As long as the name is another's this one does
 * nothing.
 *
 * <p>A start of the same server, in the same directory, takes it at once. That of another one takes
 * it when the holder ended in order, or gave no sign of life for a while, by a stopwatch of its
 * own; where it sees one, the name is taken.
 */
final class ServerName implements Runnable {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final TransactionRunner transactions;
  private final Node node;
  private final String home;
  private final int knows;
  private final LifeSigns<Row> others;

  /** How many starts had the name when this one took it. */
  private OptionalLong held = OptionalLong.empty();

  private volatile State state = State.UNKNOWN;

  /** What is known of the name. */
  private enum State {
    /** The database was not asked, or another server may live that has it. */
    UNKNOWN,
    OURS,
    /** Another server has it, and lives. */
    TAKEN,
    /** A later start of what takes itself for this server has it; for good. */
    LOST
  }

  /**
   * @param transactions that need no name
   * @param home of this server: drawn once for its directory
   * @param knows the last step of the schema that this program knows; 0 where nobody told it
   * @param stopwatch nanoseconds since whenever, which nobody sets
   */
  ServerName(
      TransactionRunner transactions, Node node, String home, int knows, LongSupplier stopwatch) {
    this.knows = knows;
    this.transactions = transactions;
    this.node = node;
    this.home = home;
    this.others = new LifeSigns<>(stopwatch);
  }

  /**
   * Takes the name if it is free, and gives a sign of life if it is this server's.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  @Override
  public void run() {
    if (state == State.LOST) {
      return;
    }
    boolean lives =
        state == State.OURS && transactions.run(handle -> ServerTable.beat(handle, node));
    if (!lives) {
      become(transactions.run(handle -> take(ServerTable.find(handle, node.name()), handle)));
    }
  }

  private State take(Optional<Row> row, Handle handle) {
    if (row.filter(one -> one.boot().equals(node.boot())).isPresent()) {
      held = OptionalLong.of(row.get().starts());
      return State.OURS;
    }
    long starts = row.map(Row::starts).orElse(0L);
    if (held.isPresent() && starts > held.getAsLong()) {
      return State.LOST;
    }
    // A database that was put back knows an earlier start, or none.
    if (held.isEmpty() && row.isPresent() && !isLeft(row.get())) {
      boolean first = others.isFresh();
      boolean lives = others.look(row.get());
      if (others.silence().compareTo(SILENCE) < 0) {
        return elsewhere(first, lives);
      }
    }
    long next = Math.max(starts, held.orElse(0)) + 1;
    if (!ServerTable.claim(handle, node, home, row, next, knows)) {
      return State.UNKNOWN;
    }
    held = OptionalLong.of(next);
    return State.OURS;
  }

  private boolean isLeft(Row row) {
    return row.home().equals(home) || row.stopped();
  }

  /** Returns whether the other was seen to live; at the first look nobody knows. */
  private State elsewhere(boolean first, boolean lives) {
    if (first) {
      return State.UNKNOWN;
    }
    return lives ? State.TAKEN : state;
  }

  private void become(State next) {
    State before = state;
    state = next;
    if (next == before) {
      return;
    }
    switch (next) {
      case TAKEN, LOST -> CaLog.LOG.nameTaken(node.name());
      case OURS -> {
        if (before == State.TAKEN) {
          CaLog.LOG.nameFree(node.name());
        }
      }
      case UNKNOWN -> {}
    }
  }

  /**
   * Returns once the name is this server's.
   *
   * @throws Fault DATABASE_UNAVAILABLE as long as it is not
   */
  void require() {
    String why =
        switch (state) {
          case OURS -> "";
          case UNKNOWN ->
              "whether another server has the name " + node.name() + " is not known yet";
          case TAKEN -> "another server that lives has the name " + node.name() + " (jitsuin.node)";
          case LOST ->
              "a later start has taken the name "
                  + node.name()
                  + "; this one does nothing any more";
        };
    if (!why.isEmpty()) {
      throw new Fault(FaultCode.DATABASE_UNAVAILABLE, why);
    }
  }

  /** Says that this server has ended. */
  void release() {
    if (state == State.OURS) {
      transactions.use(handle -> ServerTable.stop(handle, node));
    }
  }
}
