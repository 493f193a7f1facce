package org.jitsuin.crl.publish;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.ChangeTracker;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;
import org.jitsuin.store.KeyUseRecord;

/** The parts of the publisher, put together. Nothing is opened before it is used. */
public final class CrlService implements CrlWork {
  /** Writers wait for the token and the disk in turn, so there are more of them than cores. */
  private static final int WRITERS_PER_CORE = 3;

  private final InstantSource clock;
  private final Node node;
  private final SecureRandom random = new SecureRandom();
  private final StatusDatabase database;
  private final CrlFiles files;
  private final Mirror mirror;
  private final NewerFiles newerFiles;
  private final HandedIn handedIn;
  private final SigningPool pool;
  private final KeyUseRecord keyUse;
  private final ExecutorService writers = writers();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("crl-lease-"));
  private final Lane partitions;
  private final Optional<Lane> complete;
  private final CrlHealth health;

  private CrlService(
      Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    CrlPolicy policy = CrlPolicy.read(settings);
    Optional<CrlPolicy> rarely = CrlPolicy.readComplete(settings);
    this.clock = clock;
    node = Node.starting(settings.required(BaseSettings.NODE), random);
    database = new StatusDatabase(source);
    files = new CrlFiles(settings.get(BaseSettings.CRL_DIRECTORY));
    mirror = new Mirror(Peers.configured(settings), files);
    pool = SigningPool.configured(settings, "ca", clock);
    handedIn = new HandedIn(database);
    newerFiles = new NewerFiles(database, files, node, clock);
    keyUse =
        new KeyUseRecord(
            pool.count(),
            database,
            new Actor.Component(Actor.Component.CRL_PUBLISHER, node.name()),
            clock);
    Path ofComplete = files.manifest(RepositoryFiles.Part.COMPLETE);
    partitions =
        line(
            PublishingLease.Kind.PARTITIONS,
            policy,
            new ManifestWriter(
                files.manifest(RepositoryFiles.Part.PARTITIONS),
                Optional.of(ofComplete).filter(_ -> rarely.isEmpty()),
                clock),
            scope.and(one -> !one.isComplete()));
    complete =
        rarely.map(other ->
            line(
                PublishingLease.Kind.COMPLETE,
                other,
                new ManifestWriter(ofComplete, Optional.empty(), clock),
                scope.and(Partition::isComplete)));
    health = new CrlHealth(partitions, complete, handedIn, clock);
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

  private Lane line(
      PublishingLease.Kind kind,
      CrlPolicy policy,
      ManifestWriter manifest,
      Predicate<Partition> scope) {
    Schedule schedule = new Schedule(policy);
    PublishingLease lease = new PublishingLease(database, kind, policy.lease(), node, clock);
    ChangeTracker changes = new ChangeTracker(database);
    PublishingHealth condition = new PublishingHealth();
    PublishedCrls catalogue = new PublishedCrls(files);
    PublishingRound round =
        new PublishingRound(
            new EntryReader(database, files, schedule),
            new CrlRecords(
                database, lease, schedule, new CrlRecords.Scribe(node.name(), clock, random)),
            new CrlSigner(pool, files, writers),
            new LeaseKeeper(lease, policy.lease(), timer));
    Publisher.Knowledge knowledge =
        new Publisher.Knowledge(
            new StatusView(new StatusReader(database, scope), policy.refresh(), clock),
            mirror,
            catalogue,
            changes,
            manifest,
            new Sweeper(files, clock),
            newerFiles,
            handedIn,
            condition);
    Planner planner = new Planner(schedule, changes, clock);
    return new Lane(catalogue, condition, new Publisher(lease, knowledge, planner, round, keyUse));
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

  /**
   * Sets what brings CRLs that are found elsewhere into the files, whenever this server begins to
   * publish: they may be newer than the database.
   */
  public void fetchBy(Consumer<Status> fetch) {
    newerFiles.fetchBy(fetch);
  }

  /** Returns the CRLs of the partitions. */
  public PublishedCrls catalogue() {
    return partitions.catalogue();
  }

  /** The complete CRLs of all key generations; a handful. */
  public List<PublishedPartition> completeListings() {
    return complete.flatMap(Lane::current).stream()
        .flatMap(snapshot -> snapshot.listings().stream())
        .toList();
  }

  /** Publishes partitions; to be run again and again, never twice at once. */
  public CrlLine publisher() {
    return partitions.publisher();
  }

  /**
   * What other lines of this server work with as well.
   *
   * @param pool signs in the CA token
   * @param timer beats for leases
   */
  public record Means(
      StatusDatabase database,
      SigningPool pool,
      Node node,
      SecureRandom random,
      ScheduledExecutorService timer) {}

  /** Returns what other lines work with as well, until this is closed. */
  public Means means() {
    return new Means(database, pool, node, random, timer);
  }

  @Override
  public Lane partitions() {
    return partitions;
  }

  @Override
  public Optional<Lane> complete() {
    return complete;
  }

  @Override
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
