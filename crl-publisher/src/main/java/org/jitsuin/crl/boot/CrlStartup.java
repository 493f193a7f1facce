package org.jitsuin.crl.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jitsuin.base.readiness.ReadinessBoard;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.boot.CrlProducer.Directories;
import org.jitsuin.crl.boot.CrlProducer.Filters;
import org.jitsuin.crl.ldap.DirectoryLine;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.publish.CrlLine;
import org.jitsuin.crl.publish.CrlMirror;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlWork;
import org.jitsuin.crl.publish.Lane;

/** Starts to publish, or to mirror, with the application, and stops with it. */
@WebListener
public class CrlStartup implements ServletContextListener {
  /** A round publishes all that is due; whether each CRL is current is looked at besides. */
  private static final Duration LONGEST_ROUND = Duration.ofHours(1);

  private final CrlWork service;
  private final CrlPolicy policy;
  private final Directories directories;
  private final Filters filters;
  private final SchemaWatch schema;
  private final Heartbeats heartbeats;

  /** How often it is looked whether a newer release has changed the database's schema. */
  private static final Duration SCHEMA = Duration.ofMinutes(1);

  @Resource private ManagedScheduledExecutorService executor;
  private final List<ScheduledFuture<?>> schedules = new ArrayList<>();

  @Inject
  CrlStartup(
      CrlWork service,
      CrlPolicy policy,
      Directories directories,
      Filters filters,
      SchemaWatch schema,
      Heartbeats heartbeats) {
    this.service = service;
    this.policy = policy;
    this.directories = directories;
    this.filters = filters;
    this.schema = schema;
    this.heartbeats = heartbeats;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    schedule("Schema of the database", schema, SCHEMA);
    schedule("Partitions", allowed(service.partitions().publisher()), policy.poll());
    service
        .complete()
        .ifPresent(line -> schedule("Complete CRLs", allowed(line.publisher()), policy.poll()));
    directories.line().ifPresent(line -> schedule("Directory", line, policy.refresh()));
    filters
        .line()
        .ifPresent(line ->
            schedule("Status filters", allowed(line), filters.policy().orElseThrow().poll()));
    ReadinessBoard.announce(
        CrlReadiness.NAME,
        () -> CrlReadiness.readiness(service.health(), filters.health(), schema, heartbeats));
  }

  /** What a mirror hands out others have signed; it goes on with what it can read. */
  private Runnable allowed(CrlLine line) {
    return switch (service) {
      case CrlService _ -> new WhileFit(schema, line);
      case CrlMirror _ -> line;
    };
  }

  private void schedule(String name, Runnable line, Duration pause) {
    Runnable round = heartbeats.within(LONGEST_ROUND.plus(pause), name, line, new WorkReport(name));
    schedules.add(
        executor.scheduleWithFixedDelay(round, 0, pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ReadinessBoard.withdraw(CrlReadiness.NAME);
    schedules.forEach(schedule -> schedule.cancel(false));
    service.partitions().publisher().close();
    service.complete().map(Lane::publisher).ifPresent(CrlLine::close);
    directories.line().ifPresent(DirectoryLine::close);
    filters.line().ifPresent(CrlLine::close);
  }
}
