package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.filter.plan.FilterPolicy;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.CrlLine;
import org.jitsuin.crl.publish.Reasons;

/**
 * Hands out the status filters that others publish: it reads a database, be it a replica that
 * nobody may write to, and has no key and no lease.
 */
public final class FilterMirrorLine implements CrlLine {
  private final FilterPolicy policy;
  private final StatusDatabase database;
  private final FilterMirror mirror;
  private final InstantSource clock;
  private final FilterHealth health = new FilterHealth();
  private volatile boolean closed;

  private FilterMirrorLine(
      FilterPolicy policy, StatusDatabase database, FilterMirror mirror, InstantSource clock) {
    this.policy = policy;
    this.database = database;
    this.mirror = mirror;
    this.clock = clock;
  }

  /**
   * Makes the line; empty where there shall be no filters.
   *
   * @param source hands out connections of a user that may read the schema {@code status}
   * @throws Fault SETTING_INVALID
   */
  public static Optional<FilterMirrorLine> configured(
      Settings settings, DataSource source, InstantSource clock) {
    StatusDatabase database = new StatusDatabase(source);
    FilterFiles files = new FilterFiles(settings.get(BaseSettings.CRL_DIRECTORY));
    FilterMirror mirror = new FilterMirror(database, Peers.configured(settings), files, clock);
    return FilterPolicy.read(settings)
        .map(policy -> new FilterMirrorLine(policy, database, mirror, clock));
  }

  @Override
  public void run() {
    for (Authority authority : Authority.values()) {
      if (!closed) {
        take(authority);
      }
    }
  }

  private void take(Authority authority) {
    try {
      Optional<PublishedFilter> last = database.run(handle -> FilterTable.last(handle, authority));
      health.followed(Optional.empty());
      if (last.isPresent()) {
        health.published(last.get());
        told(authority, mirror.fetch(last.get()), last.get());
      }
    } catch (Fault e) {
      health.followed(Optional.of(Reasons.of(e)));
    } catch (IOException | RuntimeException e) {
      health.fails(authority, Reasons.of(e));
    }
  }

  /** Who publishes hands it out a moment after it is recorded: only what stays away is told. */
  private void told(Authority authority, boolean here, PublishedFilter last) {
    if (here) {
      health.works(authority);
    } else if (clock.instant().isAfter(last.thisUpdate().plus(policy.every()))) {
      health.fails(authority, "no server of jitsuin.crl.peers hands out filter " + last.number());
    }
  }

  /** How the filters stand. */
  public FilterHealth health() {
    return health;
  }

  @Override
  public void close() {
    closed = true;
  }
}
