package org.jitsuin.ca.query;

import java.time.InstantSource;
import java.util.List;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.KeyUseTable;
import org.jitsuin.ca.store.KeyUseTable.Use;
import org.jitsuin.ca.store.Transactions;

/** Reads which keys are in the CA token, and how often each signed. */
public final class KeyUses {
  private final Transactions transactions;
  private final SigningPool token;
  private final Node node;
  private final InstantSource clock;

  public KeyUses(Transactions transactions, SigningPool token, Node node, InstantSource clock) {
    this.transactions = transactions;
    this.token = token;
    this.node = node;
    this.clock = clock;
  }

  /** Keeps how often keys signed for this service since the last time. */
  public void record() {
    token
        .count()
        .handOver(signed ->
            transactions.run(
                handle -> KeyUseTable.add(handle, node.name(), signed, clock.instant())));
  }

  /**
   * The keys and their uses; a handful of each.
   *
   * @param labels of the keys in the token
   * @param uses those that sign for the authority
   */
  public record Found(List<String> labels, List<Use> uses) {
    public Found {
      labels = labels.stream().sorted().toList();
      uses = List.copyOf(uses);
    }
  }

  /**
   * @throws org.jitsuin.base.Fault TOKEN_UNAVAILABLE
   */
  public Found find() {
    return new Found(token.token().labels(), transactions.run(KeyUseTable::all));
  }
}
