package org.jitsuin.ca.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.work.BackgroundThreads;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.boot.RegisterSettings.Drop;
import org.jitsuin.ca.erasure.RetentionWork;
import org.jitsuin.ca.residentevent.DropDirectory;
import org.jitsuin.ca.store.BeatTable;
import org.jitsuin.store.Lease;

/**
 * The work that a server of the authority does again and again besides answering: it keeps the
 * audit log and the house, carries mass revocations on, settles applications that a stopped server
 * left, counts, erases what is kept no longer, and takes in the files that the resident register
 * drops.
 */
final class Background implements AutoCloseable {
  private static final CaLog LOG = CaLog.LOG;
  private static final String NAME = "Name of the server";
  private static final String SEQUENCER = "Audit log";
  private static final String SUBMISSIONS = "Entries of the CRL publisher";
  private static final String KEY_USES = "Counts of signatures";
  private static final String REFUSALS = "Repeated refusals";

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration REVOCATION_PAUSE = Duration.ofMillis(250);
  private static final Duration RETENTION_PAUSE = Duration.ofSeconds(10);
  private static final Duration KEY_USE_PAUSE = Duration.ofMinutes(1);

  /**
   * Files of the log that are lost are written anew in one round, some thousand entries a second.
   */
  private static final Duration LONGEST_LOG_ROUND = Duration.ofMinutes(30);

  /** The longest time for a file: forty million events, at some two thousand a second. */
  private static final Duration LONGEST_FILE = Duration.ofHours(6);

  private final SchemaGate schema;
  private final ServerName name;
  private final CaService service;
  private final ApiParts api;
  private final OfficeUseCases office;
  private final LogKeeping log;
  private final Housekeeping housekeeping;
  private final DatabaseWatch database;
  private final BrakeWatch brakes;
  private final RetentionWork retention;
  private final Heartbeats heartbeats = new Heartbeats();
  private final BackgroundThreads threads;

  Background(
      SchemaGate schema,
      ServerName name,
      CaService service,
      ApiParts api,
      OfficeUseCases office,
      LogKeeping log,
      Housekeeping housekeeping,
      DatabaseWatch database,
      BrakeWatch brakes,
      RetentionWork retention,
      ThreadFactory threads) {
    this.schema = schema;
    this.name = name;
    this.service = service;
    this.api = api;
    this.office = office;
    this.log = log;
    this.housekeeping = housekeeping;
    this.database = database;
    this.brakes = brakes;
    this.retention = retention;
    this.threads = new BackgroundThreads(threads);
  }

  Heartbeats heartbeats() {
    return heartbeats;
  }

  /**
   * Begins all of it, or nothing.
   *
   * @throws Fault SETTING_INVALID
   */
  void start() {
    try {
      begin();
    } catch (Fault e) {
      threads.close();
      throw e;
    }
  }

  private void begin() {
    // A schema that this release cannot live with is left alone.
    new RepeatedWork(schema, officeReport("Schema of the database")).run();
    // What an earlier start left is cleared up by its name, so that must be nobody else's.
    new RepeatedWork(name, officeReport(NAME)).run();
    // Before anything else, the database is compared with what was signed from it.
    new RepeatedWork(log.sequencer()::begin, logReport(SEQUENCER)).run();
    // What waits is older than anything that this server is about to record.
    new RepeatedWork(log.submissions()::round, officeReport(SUBMISSIONS)).run();
    watchDatabase();
    tellFreshness();
    keepLog();
    keepHouse();
    carryOn(SUBMISSIONS, log.submissions()::round, SECOND);
    carryOn("Mass revocations", this::revoke, REVOCATION_PAUSE);
    carryOn("Held resident events", service.cards().releaseHeldEvents()::round, REVOCATION_PAUSE);
    carryOn("Brakes", brakes::round, PAUSE);
    carryOn("Leftover applications", office.completeApplication()::settle, PAUSE);
    carryOn("Statistics", service.queries().statistics()::count, PAUSE);
    carryOn(KEY_USES, service.queries().keyUses()::record, KEY_USE_PAUSE);
    carryOn(REFUSALS, api.refusals()::round, PAUSE);
    carryOn("Erasure of what is kept no longer", retention::round, RETENTION_PAUSE);
    RegisterSettings.drop(service.context().settings()).ifPresent(this::takeIn);
  }

  private void watchDatabase() {
    String work = "Database watch";
    RepeatedWork round = heartbeats.every(SECOND, work, database, officeReport(work));
    threads.begin(round, AT_ONCE, SECOND);
  }

  /**
   * Gives a sign of life, and says how far the status feed has come, so that responders know what
   * they may tell.
   */
  private void tellFreshness() {
    String work = "Heartbeat of the status";
    RepeatedWork round = heartbeats.every(SECOND, work, this::beat, officeReport(work));
    threads.begin(round, AT_ONCE, SECOND);
  }

  private void beat() {
    Instant asked = service.context().clock().instant();
    schema.run();
    // A node of the database that is behind others has, once it has committed this, all that these
    // had committed before.
    name.run();
    service.context().transactions().use(handle -> BeatTable.beat(handle, asked));
  }

  private void keepLog() {
    keepLog(SEQUENCER, log.sequencer()::round, CaSettings.AUDIT_INTERVAL);
    if (log.witnessRound().isWanted()) {
      keepLog(
          "Witnesses of the audit log",
          log.witnessRound()::round,
          CaSettings.AUDIT_WITNESS_INTERVAL);
    }
  }

  private void keepLog(String name, Runnable work, Setting<Duration> interval) {
    Duration pause = service.context().settings().get(interval);
    Duration longest = LONGEST_LOG_ROUND.plus(pause.multipliedBy(2));
    threads.begin(heartbeats.within(longest, name, work, logReport(name)), AT_ONCE, pause);
  }

  private static RepeatedWork.Report logReport(String name) {
    return new WorkReport(name, LOG::logFailed, LOG::logRecovered);
  }

  private void keepHouse() {
    String name = "Housekeeping";
    RepeatedWork.Report report =
        new WorkReport(name, LOG::housekeepingFailed, LOG::housekeepingRecovered);
    threads.begin(heartbeats.every(PAUSE, name, housekeeping::clearUp, report), AT_ONCE, PAUSE);
  }

  private void carryOn(String name, Runnable work, Duration pause) {
    threads.begin(heartbeats.every(pause, name, work, officeReport(name)), pause, pause);
  }

  private static RepeatedWork.Report officeReport(String name) {
    return new WorkReport(
        name,
        (code, message) -> LOG.officeWorkFailed(name, code, message),
        () -> LOG.officeWorkRecovered(name));
  }

  private void revoke() {
    int finished = service.cards().revocationWork().round().finished();
    if (finished > 0) {
      LOG.revocationJobsFinished(finished);
    }
  }

  /** Where a directory of the resident register is set; a file may take long. */
  private void takeIn(Drop drop) {
    String name = "Drop directory";
    CaContext context = service.context();
    Lease lease = new Lease(context.transactions(), context.node(), "register-drop", drop.lease());
    DropDirectory directory =
        new DropDirectory(
            drop.directory(), api.applyEventBatch(), api.streamEvents(), lease, context.node());
    RepeatedWork.Report report = new WorkReport(name, LOG::dropFailed, LOG::dropRecovered);
    Duration longest = LONGEST_FILE.plus(drop.poll());
    threads.begin(heartbeats.within(longest, name, directory::round, report), AT_ONCE, drop.poll());
  }

  /**
   * Ends it. What is under way goes on at the next start, or on another server; what was counted
   * since the last time is written.
   */
  @Override
  public void close() {
    threads.close();
    new RepeatedWork(service.queries().keyUses()::record, officeReport(KEY_USES)).run();
    new RepeatedWork(api.refusals()::close, officeReport(REFUSALS)).run();
    housekeeping.stop();
    new RepeatedWork(name::release, officeReport(NAME)).run();
  }
}
