package org.jitsuin.ca.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
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

  private final InstantSource clock;
  private final Map<Place, CrlPartition> first = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Known known = new Known(Map.of(), Instant.MIN);

  Partitions(InstantSource clock) {
    this.clock = clock;
  }

  private record Place(int issuerNumber, String municipality) {}

  private record Known(Map<Place, CrlPartition> opened, Instant at) {}

  /**
   * @param handle a transaction that reads what is committed
   */
  CrlPartition of(Handle handle, IssuingKey issuing, Municipality municipality) {
    look(handle);
    Place place = new Place(issuing.number(), municipality.code());
    return Optional.ofNullable(known.opened().get(place))
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

  private void look(Handle handle) {
    Instant now = clock.instant();
    Instant at = known.at();
    // A clock that was set back must not stop the looking.
    boolean fresh = !now.isBefore(at) && now.isBefore(at.plus(REFRESH));
    if (fresh || !looking.compareAndSet(false, true)) {
      return;
    }
    try {
      Map<Place, CrlPartition> opened = new HashMap<>();
      ShardTable.opened(handle)
          .forEach(one ->
              opened.put(new Place(one.issuerNumber(), one.municipality()), one.partition()));
      known = new Known(Map.copyOf(opened), now);
    } finally {
      looking.set(false);
    }
  }
}
