package org.jitsuin.ca.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.api.http.Problem;
import org.jitsuin.ca.http.EarlyAnswer;
import org.jitsuin.ca.http.OfficeHandler;
import org.jitsuin.ca.http.OfficeLimits;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Puts together what stands before the servlet, and lets it in with the application. */
@ApplicationScoped
public class OfficeFront {
  private static final long SECOND = 1;

  @Resource(lookup = "java:jboss/datasources/CaProbeDS")
  private DataSource probe;

  @Resource private ManagedThreadFactory threads;

  private OfficeHandler handler;
  private ScheduledExecutorService watching;

  @Produces
  @Singleton
  DatabaseWatch databaseWatch(InstantSource clock) {
    return new DatabaseWatch(probe, clock);
  }

  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context,
      Settings settings,
      DatabaseWatch database) {
    watching = Executors.newSingleThreadScheduledExecutor(threads);
    var _ = watching.scheduleWithFixedDelay(database, 0, SECOND, TimeUnit.SECONDS);
    handler =
        new OfficeHandler(
            OfficeLimits.read(settings),
            new OfficeHandler.Refusals(
                early(Problem.of(Refusal.of(RefusalCode.CERTIFICATE_NEEDED))),
                early(Problem.unavailable()),
                early(Problem.tooLarge()),
                early(Problem.tooSlow())),
            () -> database.silentSince().isEmpty(),
            Thread.ofPlatform().name("office-", 1).factory());
    context.setAttribute(OfficeServletExtension.HANDLER, handler);
  }

  private static EarlyAnswer early(Problem problem) {
    return new EarlyAnswer(problem.status(), Json.write(problem).bytes());
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
    context.removeAttribute(OfficeServletExtension.HANDLER);
    handler.close();
    watching.shutdownNow();
  }
}
