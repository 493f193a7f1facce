package org.jitsuin.ca.boot;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.api.http.Problem;
import org.jitsuin.ca.erasure.RetentionState;
import org.jitsuin.ca.erasure.RetentionWork;
import org.jitsuin.ca.http.EarlyAnswer;
import org.jitsuin.ca.http.OfficeHandler;
import org.jitsuin.ca.http.OfficeLimits;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.status.Figures;
import org.jitsuin.ca.status.ReadStatus;
import org.jitsuin.ca.store.Acknowledgement;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.OtherNode;
import org.jitsuin.ca.store.SecondNode;
import org.jitsuin.ca.store.StatementLimit;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.SchemaLevelTable;

/**
 * The certificate authority as a server runs it: the {@link CaService} with what it does by itself,
 * what stands in front of its API, and what it says of its health. Neither database nor token need
 * be there when it starts.
 */
public final class CaServer implements AutoCloseable {
  /** The name of the service in health reports. */
  static final String NAME = "ca-core";

  private final CaService service;
  private final ApiParts api;
  private final OfficeUseCases office;
  private final LogKeeping log;
  private final Background background;
  private final RetentionWork retention;
  private final CertificateWatch certificates;
  private final BrakeWatch brakes;
  private final PromptHealth health;
  private final DatabaseWatch database;
  private final OfficeHandler handler;

  /**
   * What the container gives.
   *
   * @param dataSource as the database's user {@code jitsuin_ca}
   * @param probe as the same, with a connection for nothing but asking whether the database answers
   * @param second as the first, at another node of the database where one is set
   * @param threads that may use all of them
   * @param settings that the server runs with, as far as the audit log may know them
   */
  record Container(
      DataSource dataSource,
      DataSource probe,
      DataSource second,
      ThreadFactory threads,
      Map<String, String> settings) {}

  /**
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  CaServer(Settings settings, InstantSource clock, Container container) {
    SecureRandom random = new SecureRandom();
    Node node = CaContext.starting(settings);
    SchemaLevel.Program program = BaseSettings.program(settings);
    Transactions free = new Transactions(Database.open(container.dataSource()), clock);
    SchemaGate schema = new SchemaGate(() -> free.run(SchemaLevelTable::read), program);
    ServerName name =
        new ServerName(
            free, node, ServerHome.of(settings, random), program.knows(), System::nanoTime);
    Runnable admission =
        () -> {
          schema.require();
          name.require();
        };
    LogGate gate = new LogGate();
    Acknowledgement acknowledgement = acknowledgement(settings, container);
    CaContext context =
        CaContext.configured(
            settings,
            node,
            clock,
            random,
            new Transactions(
                Database.open(StatementLimit.obeyedBy(container.dataSource())),
                clock,
                () -> {
                  admission.run();
                  gate.require();
                },
                acknowledgement));
    this.service = new CaService(context);
    this.api = ApiParts.of(service);
    this.office = OfficeUseCases.of(context, api.rules(), api.acts().executions());
    this.log =
        LogKeeping.of(
            context,
            new Transactions(
                Database.open(container.dataSource()), clock, admission, acknowledgement),
            gate);
    this.certificates =
        new CertificateWatch(
            context.transactions(), context.authorities(), clock, Clocks.system(), settings);
    this.brakes = new BrakeWatch(context.transactions(), clock);
    this.database = new DatabaseWatch(container.probe()::getConnection, clock);
    Housekeeping housekeeping =
        new Housekeeping(
            context,
            service.issuing(),
            service.cards().applyPlanned(),
            service.cards().lapseOrders(),
            container.settings());
    this.retention = retention(context);
    this.background =
        new Background(
            schema,
            name,
            service,
            api,
            office,
            log,
            housekeeping,
            database,
            brakes,
            retention,
            container.threads());
    this.health =
        new PromptHealth(
            new CaHealth(
                service,
                log,
                housekeeping,
                background.heartbeats(),
                certificates,
                brakes,
                retention.state()),
            database);
    this.handler = handler(settings, database);
  }

  private static Acknowledgement acknowledgement(Settings settings, Container container) {
    return settings
        .find(CaSettings.DB_SECOND)
        .<Acknowledgement>map(_ -> new SecondNode(new OtherNode(Database.open(container.second()))))
        .orElse(Acknowledgement.AT_ONCE);
  }

  private static RetentionWork retention(CaContext context) {
    return new RetentionWork(
        context.transactions(),
        context.auditLog(),
        new RetentionWork.Time(context.clock(), Clocks.system()),
        PolicySettings.retention(context.settings()),
        RegisterSettings.drop(context.settings()).map(RegisterSettings.Drop::directory),
        context.node());
  }

  private static OfficeHandler handler(Settings settings, DatabaseWatch database) {
    return new OfficeHandler(
        OfficeLimits.read(settings),
        new OfficeHandler.Refusals(
            early(Problem.of(Refusal.of(RefusalCode.CROSS_SITE_REQUEST))),
            early(Problem.of(Refusal.of(RefusalCode.CERTIFICATE_NEEDED))),
            early(Problem.unavailable()),
            early(Problem.tooLarge()),
            early(Problem.tooSlow())),
        () -> database.silentSince().isEmpty(),
        Thread.ofPlatform().name("office-", 1).factory());
  }

  private static EarlyAnswer early(Problem problem) {
    return new EarlyAnswer(problem.status(), Json.write(problem).bytes());
  }

  /**
   * Begins the work in the background.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  void start() {
    background.start();
  }

  CaService service() {
    return service;
  }

  ApiParts api() {
    return api;
  }

  OfficeUseCases office() {
    return office;
  }

  LogKeeping log() {
    return log;
  }

  CertificateWatch certificates() {
    return certificates;
  }

  BrakeWatch brakes() {
    return brakes;
  }

  RetentionState retention() {
    return retention.state();
  }

  /**
   * Makes what says how the authority stands.
   *
   * @param figures what services show as metrics
   */
  ReadStatus status(Figures figures) {
    return new ReadStatus(new StatusSources(this, database, background.heartbeats(), figures));
  }

  /** What stands in front of the servlets. */
  OfficeHandler handler() {
    return handler;
  }

  /** Whether it is ready, said within seconds; not so where that cannot be found out now. */
  Readiness readiness() {
    return health.readiness();
  }

  /** Ends it, while database and token are still there. */
  @Override
  public void close() {
    handler.close();
    background.close();
    health.close();
    service.close();
  }
}
