package org.jitsuin.ocsp.boot;

import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.work.BackgroundThreads;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.OcspSettings;
import org.jitsuin.ocsp.answer.AnswerPolicy;
import org.jitsuin.ocsp.answer.ReadinessCheck;
import org.jitsuin.ocsp.answer.Responder;
import org.jitsuin.ocsp.http.HttpLimits;
import org.jitsuin.ocsp.http.OcspHandler;
import org.jitsuin.ocsp.renewal.SignerRenewal;
import org.jitsuin.ocsp.signer.SignerLoader;
import org.jitsuin.ocsp.status.StatusFollower;
import org.jitsuin.ocsp.wire.RequestLimits;

/**
 * The whole responder. Neither database nor token need to be there when it starts: until they are
 * it says {@code tryLater}, and takes up what comes back.
 */
public final class OcspService implements AutoCloseable {
  /** The name of the service in health reports. */
  static final String NAME = "ocsp-responder";

  private final Settings settings;
  private final SigningPool pool;
  private final StatusFollower statuses;
  private final SignerLoader signers;
  private final SignerRenewal renewal;
  private final SchemaWatch schema;
  private final SignOfLife life;
  private final Requesters requesters;
  private final OcspFigures figures;
  private final ReadinessCheck readiness;
  private final HttpHandler handler;
  private final Heartbeats heartbeats = new Heartbeats();
  private final BackgroundThreads threads;

  /**
   * Creates a responder that reads the authority's own database.
   *
   * @throws Fault SETTING_INVALID
   */
  public OcspService(
      Settings settings, DataSource dataSource, InstantSource clock, ThreadFactory threadFactory) {
    this(settings, dataSource, dataSource, clock, threadFactory);
  }

  /**
   * @param dataSource of what answers are made from, which may be a replica that is only read
   * @param home of the authority's own database: there it is asked for certificates of signers, and
   *     told how much was answered, and that this responder lives. No answer waits for it
   * @throws Fault SETTING_INVALID
   */
  public OcspService(
      Settings settings,
      DataSource dataSource,
      DataSource home,
      InstantSource clock,
      ThreadFactory threadFactory) {
    this.settings = settings;
    Jdbi jdbi = jdbi(dataSource);
    Jdbi homeJdbi = jdbi(home);
    AnswerPolicy policy = AnswerPolicy.read(settings);
    pool = SigningPool.configured(settings, "ocsp", clock);
    statuses = new StatusFollower(jdbi, clock, settings.find(OcspSettings.SNAPSHOT));
    signers = new SignerLoader(jdbi, pool, clock);
    renewal =
        new SignerRenewal(
            homeJdbi, pool, clock, settings.get(BaseSettings.NODE), statuses::isSetBack);
    SchemaLevel.Program program = BaseSettings.program(settings);
    schema = new SchemaWatch(program, () -> schemaLevel(jdbi), OcspLog.LOG::schemaUnfit);
    life = new SignOfLife(homeJdbi, settings.get(BaseSettings.NODE), program.knows());
    readiness = new ReadinessCheck(signers, statuses, policy, clock);
    requesters = Requesters.configured(settings, jdbi, homeJdbi, clock);
    figures = new OcspFigures(requesters.counts().tally(), pool, statuses, signers, clock);
    handler =
        OcspHandler.create(
            new OcspHandler.Service(
                requesters.gate(),
                new Responder(signers, statuses, policy, clock),
                requesters.counts()),
            RequestLimits.read(settings),
            HttpLimits.read(settings),
            clock);
    threads = new BackgroundThreads(threadFactory);
  }

  private static Jdbi jdbi(DataSource source) {
    return Jdbi.create(source)
        .configure(
            StatementExceptions.class,
            exceptions -> exceptions.setMessageRendering(MessageRendering.NONE));
  }

  private static Optional<SchemaLevel> schemaLevel(Jdbi jdbi) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT version, contracted FROM status.schema_level")
            .map((row, _) -> new SchemaLevel(row.getInt("version"), row.getInt("contracted")))
            .findOne());
  }

  /**
   * Begins to follow the feed ({@link OcspSettings#POLL}), and to read issuers and signers ({@link
   * OcspSettings#SIGNER_RELOAD}); as often the keys of signers are looked after. Where relying
   * parties are registered, these are read ({@link OcspSettings#PARTY_RELOAD}), and what they were
   * answered is written. What is known is kept in the file {@link OcspSettings#SNAPSHOT}, if that
   * is set, and at the end.
   *
   * @throws Fault SETTING_INVALID
   */
  public void start() {
    Duration reload = settings.get(OcspSettings.SIGNER_RELOAD);
    Duration keep = settings.get(OcspSettings.SNAPSHOT_INTERVAL);
    repeat("Status feed", statuses, Duration.ZERO, settings.get(OcspSettings.POLL));
    repeat("Snapshot of the status", statuses::keepSnapshot, keep, keep);
    repeat("Issuers and signers", signers, Duration.ZERO, reload);
    repeat("Keys of OCSP signers", renewal, reload, reload);
    repeat("Schema of the database", schema, Duration.ZERO, Duration.ofMinutes(1));
    repeat("Sign of life", life, Duration.ZERO, SignOfLife.PAUSE);
    requesters
        .tasks()
        .forEach(task -> repeat(task.name(), task.work(), Duration.ZERO, task.pause()));
  }

  private void repeat(String name, Runnable task, Duration before, Duration pause) {
    threads.begin(heartbeats.every(pause, name, task, new WorkReport(name)), before, pause);
  }

  public HttpHandler handler() {
    return handler;
  }

  OcspFigures figures() {
    return figures;
  }

  /** Returns whether the responder can answer, and if not, every reason why. */
  public Readiness readiness() {
    return schema.confirm(
        requesters.confirm(renewal.confirm(heartbeats.confirm(readiness.readiness()))));
  }

  @Override
  public void close() {
    threads.close();
    statuses.keepSnapshot();
    statuses.close();
    requesters.close();
    life.close();
    pool.close();
  }
}
