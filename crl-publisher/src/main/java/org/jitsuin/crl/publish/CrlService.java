package org.jitsuin.crl.publish;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.plan.ChangeTracker;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.Lease;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;

/** The parts of the publisher, put together. Nothing is opened before it is used. */
public final class CrlService implements AutoCloseable {
  /** Writers wait for the token and the disk in turn, so there are more of them than cores. */
  private static final int WRITERS_PER_CORE = 3;

  private final InstantSource clock;
  private final String node;
  private final SecureRandom random = new SecureRandom();
  private final StatusDatabase database;
  private final CrlFiles files;
  private final SigningPool pool;
  private final KeyUse keyUse;
  private final ExecutorService writers = writers();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("crl-lease-"));
  private final Line partitions;
  private final Optional<Line> complete;
  private final CrlHealth health;

  private CrlService(
      Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    CrlPolicy policy = CrlPolicy.read(settings);
    Optional<CrlPolicy> rarely = CrlPolicy.readComplete(settings);
    this.clock = clock;
    node = settings.required("jitsuin.node");
    database = new StatusDatabase(source);
    files = new CrlFiles(settings.path("jitsuin.crl.directory"));
    pool = SigningPool.configured(settings, "ca", clock);
    keyUse = new KeyUse(pool.count(), database, node, clock);
    partitions = line(Lease.Kind.PARTITIONS, policy, scope.and(one -> !one.isComplete()));
    complete =
        rarely.map(other -> line(Lease.Kind.COMPLETE, other, scope.and(Partition::isComplete)));
    health = new CrlHealth(partitions, complete, clock);
  }

  /**
   * @param settings those that {@link CrlPolicy#read}, {@link CrlPolicy#readComplete} and {@link
   *     SigningPool#configured} name, and {@code jitsuin.node} and {@code jitsuin.crl.directory}
   * @param source hands out connections of the publisher's database user
   * @param scope the partitions to care for
   * @throws Fault SETTING_INVALID
   */
  public static CrlService of(
      Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    return new CrlService(settings, source, clock, scope);
  }

  private Line line(Lease.Kind kind, CrlPolicy policy, Predicate<Partition> scope) {
    Schedule schedule = new Schedule(policy);
    Lease lease = new Lease(database, kind, policy.lease(), node, clock, random);
    ChangeTracker changes = new ChangeTracker(database);
    Condition condition = new Condition();
    Catalogue catalogue = new Catalogue(files);
    Round round =
        new Round(
            new Drafts(database, files, schedule, clock),
            new Ledger(database, lease, schedule, new Ledger.Scribe(node, clock, random)),
            new Press(pool, files, writers),
            new Heartbeat(lease, policy.lease(), timer));
    Publisher.Knowledge knowledge =
        new Publisher.Knowledge(
            new StatusView(new StatusReader(database, scope), policy.refresh(), clock),
            catalogue,
            changes,
            new Sweeper(files, clock),
            condition);
    Planner planner = new Planner(schedule, changes, clock);
    return new Line(catalogue, condition, new Publisher(lease, knowledge, planner, round, keyUse));
  }

  private static ExecutorService writers() {
    return Executors.newFixedThreadPool(
        WRITERS_PER_CORE * Runtime.getRuntime().availableProcessors(), daemons("crl-writer-"));
  }

  private static ThreadFactory daemons(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }

  public CrlFiles files() {
    return files;
  }

  /** The partitions. */
  public Catalogue catalogue() {
    return partitions.catalogue();
  }

  /** The complete CRLs of all key generations; a handful. */
  public List<Listing> completeListings() {
    return complete.flatMap(Line::current).stream()
        .flatMap(snapshot -> snapshot.listings().stream())
        .toList();
  }

  /** Publishes partitions; to be run again and again, never twice at once. */
  public Publisher publisher() {
    return partitions.publisher();
  }

  /** The line of the complete CRLs; empty where there shall be none. */
  public Optional<Line> complete() {
    return complete;
  }

  public CrlHealth health() {
    return health;
  }

  @Override
  public void close() {
    partitions.publisher().close();
    complete.ifPresent(line -> line.publisher().close());
    pool.close();
    writers.shutdownNow();
    timer.shutdownNow();
  }
}
