package org.jitsuin.repository.boot;

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
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.repository.RepositorySettings;
import org.jitsuin.repository.boot.RepositoryProducer.Followers;
import org.jitsuin.repository.http.CrlHandler;

/**
 * Starts to follow what is published and to hand it out with the application, and stops with it.
 */
@WebListener
public class RepositoryStartup implements ServletContextListener {
  /**
   * The attribute of the application's context in which {@link RepositoryServletExtension} finds
   * the handler.
   */
  static final String HANDLER = CrlHandler.class.getName();

  /** A round may read all files to the end, of which complete CRLs have hundreds of megabytes. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);

  private final Followers followers;
  private final CrlHandler handler;
  private final Duration pause;
  private final Heartbeats heartbeats;

  @Resource private ManagedScheduledExecutorService executor;
  private final List<ScheduledFuture<?>> schedules = new ArrayList<>();

  @Inject
  RepositoryStartup(
      Followers followers, CrlHandler handler, Settings settings, Heartbeats heartbeats) {
    this.followers = followers;
    this.handler = handler;
    this.pause = settings.get(RepositorySettings.POLL);
    this.heartbeats = heartbeats;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event.getServletContext().setAttribute(HANDLER, handler);
    schedule("Manifest of the partitions", followers.partitions());
    schedule("Manifest of the complete CRLs", followers.complete());
    ReadinessBoard.announce(
        RepositoryReadiness.NAME,
        () -> RepositoryReadiness.readiness(followers.health(), heartbeats));
  }

  private void schedule(String name, Runnable follower) {
    Runnable round =
        heartbeats.within(LONGEST_ROUND.plus(pause), name, follower, new WorkReport(name));
    schedules.add(
        executor.scheduleWithFixedDelay(round, 0, pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ReadinessBoard.withdraw(RepositoryReadiness.NAME);
    schedules.forEach(schedule -> schedule.cancel(false));
  }
}
