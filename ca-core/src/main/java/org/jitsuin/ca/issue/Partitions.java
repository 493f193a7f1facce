package org.jitsuin.ca.issue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.work.Refreshed;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.PartitionTable;
import org.jitsuin.ca.store.ShardTable;

/**
 * Finds the partition of a certificate that is issued now: the newest of its municipality that has
 * a CRL. New ones are looked for by one thread at times; the others go on with what is known.
 */
final class Partitions {
  private static final Duration REFRESH = Duration.ofSeconds(10);

  /** An older partition has a CRL as well, so that nothing is wrong with what is not quite new. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<Place, CrlPartition> first = new ConcurrentHashMap<>();
  private final Refreshed<Map<Place, CrlPartition>> known;

  Partitions(InstantSource clock) {
    this.known = new Refreshed<>(REFRESH, LONGEST, clock);
  }

  private record Place(int issuerNumber, String municipality) {}

  /**
   * @param handle a transaction that reads what is committed
   */
  CrlPartition of(Handle handle, IssuingKey issuing, Municipality municipality) {
    Place place = new Place(issuing.number(), municipality.code());
    return Optional.ofNullable(known.value(() -> opened(handle)).get(place))
        .orElseGet(() -> first.computeIfAbsent(place, _ -> first(handle, issuing, municipality)));
  }

  private static CrlPartition first(Handle handle, IssuingKey issuing, Municipality municipality) {
    return PartitionTable.find(handle, issuing.number(), municipality.code())
        .orElseThrow(() ->
            new Fault(
                FaultCode.INTEGRITY_VIOLATED,
                "municipality %s has no CRL under %s"
                    .formatted(municipality.code(), issuing.policy().issuer())));
  }

  private static Map<Place, CrlPartition> opened(Handle handle) {
    Map<Place, CrlPartition> opened = new HashMap<>();
    ShardTable.opened(handle)
        .forEach(
            one -> opened.put(new Place(one.issuerNumber(), one.municipality()), one.partition()));
    return Map.copyOf(opened);
  }
}
