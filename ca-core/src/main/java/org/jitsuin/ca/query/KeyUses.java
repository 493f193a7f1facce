package org.jitsuin.ca.query;

import java.time.InstantSource;
import java.util.List;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.store.KeyUseTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.KeyUseRecord;

/** Reads which keys are in the CA token, and how often each signed. */
public final class KeyUses {
  private final Transactions transactions;
  private final SigningPool token;
  private final KeyUseRecord record;

  public KeyUses(Transactions transactions, SigningPool token, Node node, InstantSource clock) {
    this.transactions = transactions;
    this.token = token;
    this.record =
        new KeyUseRecord(
            token.count(), transactions, new Actor.Component("ca-core", node.name()), clock);
  }

  /** Keeps how often keys signed for this service since the last time. */
  public void record() {
    record.write();
  }

  /**
   * The keys and their uses; a handful of each.
   *
   * @throws org.jitsuin.base.Fault TOKEN_UNAVAILABLE
   */
  public KeysView find() {
    List<String> labels = token.token().labels().stream().sorted().toList();
    return KeysView.of(labels, transactions.run(KeyUseTable::all));
  }
}
