package org.jitsuin.ca.issue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.store.NewestPartition;
import org.jitsuin.ca.store.ShardTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Opens the next partition of a municipality when its newest one is full, so that no CRL passes 10
 * MB even if every certificate in it were revoked. Certificates are counted from the status feed,
 * so that issuing does nothing for it.
 *
 * <p>The new partition is used once the publisher has given it a CRL; until then the old one is.
 */
public final class SplitPartitions {
  private static final int STRETCH = 100_000;

  /**
   * The number of stretches in a round: the first count of a large database must not keep other
   * work from being done.
   */
  private static final int STRETCHES = 20;

  private final Transactions transactions;
  private final Authorities authorities;
  private final Municipalities municipalities;
  private final long certificates;

  /**
   * @param certificates how many make a partition full
   */
  public SplitPartitions(
      Transactions transactions,
      Authorities authorities,
      Municipalities municipalities,
      long certificates) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.municipalities = municipalities;
    this.certificates = certificates;
  }

  /**
   * Reads {@link CaSettings#PARTITION_CERTIFICATES}.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public static SplitPartitions configured(
      Settings settings,
      Transactions transactions,
      Authorities authorities,
      Municipalities municipalities) {
    return new SplitPartitions(
        transactions, authorities, municipalities, settings.get(CaSettings.PARTITION_CERTIFICATES));
  }

  /**
   * Counts what is new and opens what is needed; servers may do it at once.
   *
   * @return how many partitions were opened
   */
  public int round() {
    for (int i = 0; i < STRETCHES; i++) {
      if (!transactions.run(handle -> ShardTable.count(handle, STRETCH))) {
        break;
      }
    }
    Map<Integer, Generation> generations =
        authorities.all().stream()
            .collect(Collectors.toMap(one -> one.issuing().number(), Function.identity()));
    return transactions.run(handle -> open(handle, generations));
  }

  private int open(Handle handle, Map<Integer, Generation> generations) {
    int opened = 0;
    for (NewestPartition full : ShardTable.full(handle, certificates)) {
      Optional<Generation> generation = Optional.ofNullable(generations.get(full.issuerNumber()));
      Optional<Municipality> municipality = municipalities.byCode(full.municipality());
      // Where a municipality is no more, or a generation just begins, nothing is issued now.
      if (generation.isPresent() && municipality.isPresent()) {
        ShardTable.open(handle, full, generation.get().issuing().policy(), municipality.get());
        opened++;
      }
    }
    return opened;
  }
}
