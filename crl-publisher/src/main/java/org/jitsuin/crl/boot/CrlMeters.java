package org.jitsuin.crl.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.boot.CrlProducer.Filters;
import org.jitsuin.crl.publish.CrlHealth;
import org.jitsuin.crl.publish.CrlWork;

/** Shows the publisher's figures among the server's metrics, where it has any. */
@ApplicationScoped
public class CrlMeters {
  private static final String NAME = "Metrics of partitions";

  /** Metrics are rarely collected more often. */
  private static final long PAUSE_SECONDS = 5;

  @Resource private ManagedScheduledExecutorService executor;
  private final List<ScheduledFuture<?>> schedules = new ArrayList<>();

  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context,
      CrlWork service,
      Filters filters,
      InstantSource clock,
      Settings settings,
      Heartbeats heartbeats,
      Instance<MeterRegistry> registries) {
    MeterDetail detail = MeterDetail.read(settings);
    for (MeterRegistry registry : registries) {
      show(service, registry);
      filters.health().ifPresent(health -> FilterMeters.show(health, clock, registry));
      PartitionMeters partitions = new PartitionMeters(service.health(), detail, registry);
      Runnable round =
          heartbeats.every(
              Duration.ofSeconds(PAUSE_SECONDS), NAME, partitions, new WorkReport(NAME));
      schedules.add(executor.scheduleWithFixedDelay(round, 0, PAUSE_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static void show(CrlWork service, MeterRegistry registry) {
    show(service, registry, "ready", report -> report.ready() ? 1 : 0);
    show(service, registry, "partitions", CrlHealth.Report::partitions);
    show(service, registry, "partitions.current", CrlHealth.Report::current);
    show(service, registry, "partitions.failing", CrlHealth.Report::failing);
    gauge(service, registry, "unrecorded.seconds", health -> health.unrecordedFor().toSeconds());
  }

  private static void show(
      CrlWork service,
      MeterRegistry registry,
      String name,
      ToDoubleFunction<CrlHealth.Report> value) {
    gauge(service, registry, name, known -> value.applyAsDouble(known.report()));
  }

  private static void gauge(
      CrlWork service, MeterRegistry registry, String name, ToDoubleFunction<CrlHealth> value) {
    registry.gauge(
        PartitionMeters.PREFIX + name,
        Tags.empty(),
        service,
        known -> value.applyAsDouble(known.health()));
  }

  /**
   * Removes the metrics: otherwise those of the next deployment would be taken for these, which
   * show nothing more.
   */
  void stop(
      @Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context,
      Instance<MeterRegistry> registries) {
    schedules.forEach(schedule -> schedule.cancel(false));
    for (MeterRegistry registry : registries) {
      registry.getMeters().stream()
          .filter(meter ->
              meter.getId().getName().startsWith(PartitionMeters.PREFIX)
                  || meter.getId().getName().startsWith(FilterMeters.PREFIX))
          .forEach(registry::remove);
    }
  }
}
