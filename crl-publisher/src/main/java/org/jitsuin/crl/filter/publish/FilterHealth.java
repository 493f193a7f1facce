package org.jitsuin.crl.filter.publish;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.filter.FilterLog;
import org.jitsuin.crl.filter.plan.PublishedFilter;

/**
 * How the filters stand, for health reports and metrics. Nothing waits for a filter: it is told
 * where there is no newer one, and the server goes on.
 */
public final class FilterHealth {
  private final Map<Authority, String> failing = new EnumMap<>(Authority.class);
  private final Map<Authority, PublishedFilter> newest = new EnumMap<>(Authority.class);
  private Optional<String> following = Optional.empty();

  /**
   * The newest filter of an authority, as far as this server knows.
   *
   * @param size of base and delta, in octets
   */
  public record Standing(Instant thisUpdate, Instant nextUpdate, long number, long size) {}

  synchronized void published(PublishedFilter filter) {
    newest.put(filter.authority(), filter);
  }

  synchronized void works(Authority authority) {
    if (failing.remove(authority) != null) {
      FilterLog.LOG.worksAgain(authority.id());
    }
  }

  synchronized void fails(Authority authority, String reason) {
    if (!reason.equals(failing.put(authority, reason))) {
      FilterLog.LOG.fails(authority.id(), reason);
    }
  }

  /** Another server publishes, and tells what goes wrong. */
  synchronized void standsBy() {
    failing.clear();
  }

  synchronized void followed(Optional<String> trouble) {
    if (trouble.isPresent() && !trouble.equals(following)) {
      FilterLog.LOG.notFollowed(trouble.get());
    }
    following = trouble;
  }

  /** Returns what goes wrong, by the authority; empty where nothing does. */
  public synchronized Map<String, String> troubles() {
    Map<String, String> all = new TreeMap<>();
    failing.forEach((authority, reason) -> all.put(authority.id(), reason));
    following.ifPresent(reason -> all.put("feed", reason));
    return all;
  }

  /** Returns how the filter of an authority stands; empty where there is none. */
  public synchronized Optional<Standing> standing(Authority authority) {
    return Optional.ofNullable(newest.get(authority))
        .map(filter ->
            new Standing(
                filter.thisUpdate(),
                filter.nextUpdate(),
                filter.number(),
                filter.base().size()
                    + filter.delta().map(PublishedFilter.Stored::size).orElse(0L)));
  }
}
