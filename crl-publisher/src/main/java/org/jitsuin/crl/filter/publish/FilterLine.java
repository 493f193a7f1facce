package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;
import org.jitsuin.crl.filter.plan.FilterPolicy;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.universe.Universe;
import org.jitsuin.crl.filter.universe.UniverseDamagedException;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.CrlLine;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.LeaseKeeper;
import org.jitsuin.crl.publish.Reasons;
import org.jitsuin.store.Fence;

/**
 * Publishes status filters. Every server runs one and follows the feed; that with the lease
 * publishes.
 */
public final class FilterLine implements CrlLine {
  /** What the name of a file can be made of anywhere. */
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final StatusDatabase database;
  private final PublishingLease lease;
  private final LeaseKeeper keeper;
  private final FeedFollower follower;
  private final FilterBuilder builder;
  private final FilterRound round;
  private final FilterMirror mirror;
  private final FilterHealth health = new FilterHealth();
  private volatile boolean closed;

  /**
   * Makes the line; empty where there shall be no filters.
   *
   * @throws Fault SETTING_INVALID
   */
  public static Optional<FilterLine> configured(
      Settings settings, CrlService.Means means, InstantSource clock) {
    return FilterPolicy.read(settings)
        .map(policy -> new FilterLine(settings, policy, means, clock));
  }

  private FilterLine(
      Settings settings, FilterPolicy policy, CrlService.Means means, InstantSource clock) {
    database = means.database();
    Path root = settings.get(BaseSettings.CRL_DIRECTORY);
    Universe universe =
        new Universe(
            settings
                .find(CrlSettings.FILTER_DIRECTORY)
                .orElseGet(() -> ownDirectory(root, means.node())));
    FilterFiles files = new FilterFiles(root);
    mirror = new FilterMirror(database, Peers.configured(settings), files, clock);
    lease =
        new PublishingLease(
            database, PublishingLease.Kind.FILTER, policy.lease(), means.node(), clock);
    keeper = new LeaseKeeper(lease, policy.lease(), means.timer());
    follower = new FeedFollower(database, universe);
    builder = new FilterBuilder(universe, files, means.random());
    round =
        new FilterRound(
            policy,
            database,
            new FilterRecords(database, lease, means.node().name(), clock, means.random()),
            follower,
            files,
            builder,
            means.pool());
  }

  private static Path ownDirectory(Path root, Node node) {
    String name =
        SIMPLE.matcher(node.name()).matches()
            ? node.name()
            : Fingerprint.of(node.name().getBytes(StandardCharsets.UTF_8)).toString();
    return new FilterPlaces(root).directory().resolve("universe-" + name);
  }

  @Override
  public synchronized void run() {
    if (closed || !follow()) {
      return;
    }
    Optional<Fence> fence = hold();
    if (fence.isEmpty()) {
      health.standsBy();
    }
    for (Authority authority : Authority.values()) {
      if (fence.isPresent() && !closed) {
        publish(fence.get(), authority);
      }
      look(authority);
    }
  }

  private Optional<Fence> hold() {
    try {
      return lease.hold();
    } catch (Fault e) {
      health.followed(Optional.of(Reasons.of(e)));
      return Optional.empty();
    }
  }

  private boolean follow() {
    try {
      long _ = follower.follow();
      health.followed(Optional.empty());
      return true;
    } catch (IOException | RuntimeException e) {
      health.followed(Optional.of(Reasons.of(e)));
      return false;
    }
  }

  private void publish(Fence fence, Authority authority) {
    try (LeaseKeeper.Beating _ = keeper.during(fence)) {
      if (!round.run(fence, authority)) {
        lease.doubt();
      }
      health.works(authority);
    } catch (UniverseDamagedException e) {
      health.fails(authority, Reasons.of(e));
      anew(e);
    } catch (IOException | RuntimeException e) {
      lease.doubt();
      health.fails(authority, Reasons.of(e));
    }
  }

  private void anew(UniverseDamagedException damage) {
    try {
      follower.anew(damage.getMessage());
    } catch (IOException e) {
      health.followed(Optional.of(Reasons.of(e)));
    }
  }

  private void look(Authority authority) {
    try {
      Optional<PublishedFilter> last = database.run(handle -> FilterTable.last(handle, authority));
      if (last.isPresent()) {
        health.published(last.get());
        // Of another server; what is not to be had yet is looked for the next time.
        boolean _ = mirror.fetch(last.get());
      }
    } catch (Fault | IOException e) {
      health.followed(Optional.of(Reasons.of(e)));
    }
  }

  /** How the filters stand. */
  public FilterHealth health() {
    return health;
  }

  /** Returns how many blocks were built so far. */
  public long blocksBuilt() {
    return builder.blocksBuilt();
  }

  @Override
  public void close() {
    closed = true;
    try {
      lease.release();
    } catch (Fault e) {
      // Without a database the lease ends by itself.
      health.followed(Optional.of(Reasons.of(e)));
    }
  }
}
