package org.jitsuin.crl.publish;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  private final CrlFiles files;
  private final Catalogue catalogue;
  private final Publisher publisher;
  private final CrlHealth health;
  private final SigningPool pool;
  private final ExecutorService writers;

  private CrlService(
      Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    CrlPolicy policy = CrlPolicy.read(settings);
    Schedule schedule = new Schedule(policy);
    StatusDatabase database = new StatusDatabase(source);
    String node = settings.required("jitsuin.node");
    SecureRandom random = new SecureRandom();
    Lease lease = new Lease(database, policy.lease(), node, clock, random);
    ChangeTracker changes = new ChangeTracker(database);
    Condition condition = new Condition();

    files = new CrlFiles(settings.path("jitsuin.crl.directory"));
    catalogue = new Catalogue(files);
    pool = SigningPool.configured(settings, "ca", clock);
    writers = writers();
    Round round =
        new Round(
            new Drafts(database, files, schedule, clock),
            new Ledger(database, lease, schedule, new Ledger.Scribe(node, clock, random)),
            new Press(pool, files, writers));
    Publisher.Knowledge knowledge =
        new Publisher.Knowledge(
            new StatusView(new StatusReader(database, scope), policy.refresh(), clock),
            catalogue,
            changes,
            new Sweeper(files, clock),
            condition);
    publisher = new Publisher(lease, knowledge, new Planner(schedule, changes, clock), round);
    health = new CrlHealth(catalogue, condition, clock);
  }

  /**
   * @param settings those that {@link CrlPolicy#read} and {@link SigningPool#configured} name, and
   *     {@code jitsuin.node} and {@code jitsuin.crl.directory}
   * @param source hands out connections of the publisher's database user
   * @param scope the partitions to care for
   * @throws Fault SETTING_INVALID
   */
  public static CrlService of(
      Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    return new CrlService(settings, source, clock, scope);
  }

  private static ExecutorService writers() {
    int threads = WRITERS_PER_CORE * Runtime.getRuntime().availableProcessors();
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name("crl-writer-", 0).factory());
  }

  public CrlFiles files() {
    return files;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** To be run again and again, never twice at once. */
  public Publisher publisher() {
    return publisher;
  }

  public CrlHealth health() {
    return health;
  }

  @Override
  public void close() {
    publisher.close();
    pool.close();
    writers.shutdownNow();
  }
}
