package org.jitsuin.repository.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jitsuin.repository.boot.RepositoryProducer.Followers;
import org.jitsuin.repository.content.RepositoryHealth;

/** Shows the repository's figures among the server's metrics, where it has any. */
@ApplicationScoped
public class RepositoryMeters {
  private static final String PREFIX = "jitsuin.repository.";

  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context,
      Followers followers,
      Instance<MeterRegistry> registries) {
    RepositoryHealth health = followers.health();
    for (MeterRegistry registry : registries) {
      show(health, registry, "ready", known -> known.report().ready() ? 1 : 0);
      show(health, registry, "unsound", RepositoryHealth::unsound);
      show(
          health,
          registry,
          "manifest.age.seconds",
          known -> known.age().map(Duration::toSeconds).map(Double::valueOf).orElse(Double.NaN));
    }
  }

  private static void show(
      RepositoryHealth health,
      MeterRegistry registry,
      String name,
      ToDoubleFunction<RepositoryHealth> value) {
    registry.gauge(PREFIX + name, Tags.empty(), health, value);
  }

  /**
   * Removes the metrics: otherwise those of the next deployment would be taken for these, which
   * show nothing more.
   */
  void stop(
      @Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context,
      Instance<MeterRegistry> registries) {
    for (MeterRegistry registry : registries) {
      registry.getMeters().stream()
          .filter(meter -> meter.getId().getName().startsWith(PREFIX))
          .forEach(registry::remove);
    }
  }
}
