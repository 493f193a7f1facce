package org.jitsuin.ca.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.ServletContext;
import java.util.function.ToDoubleFunction;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.retention.RecordKind;

/**
 * Shows among the server's metrics, where it has any, when certificates end, and how erasing goes.
 */
@ApplicationScoped
public class CaMeters {
  private static final String PREFIX = "jitsuin.ca.";

  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context,
      CaServer server,
      Instance<MeterRegistry> registries) {
    CertificateWatch watch = server.certificates();
    for (MeterRegistry registry : registries) {
      show(watch, registry, "tls", CertificateWatch::tlsRemaining);
      show(watch, registry, "staff-authority", CertificateWatch::staffAuthorityRemaining);
      show(watch, registry, "staff", CertificateWatch::staffRemaining);
      for (Authority authority : Authority.values()) {
        show(watch, registry, authority.id(), known -> known.remaining(authority));
      }
      show(server, registry);
    }
  }

  private static void show(CaServer server, MeterRegistry registry) {
    registry.gauge(
        PREFIX + "retention.behind.seconds",
        server,
        one -> one.retention().behind(one.service().context().clock().instant()).toSeconds());
    for (RecordKind kind : RecordKind.values()) {
      registry
          .more()
          .counter(
              PREFIX + "erased",
              Tags.of("records", kind.id()),
              server.retention(),
              state -> state.erased(kind));
    }
  }

  private static void show(
      CertificateWatch watch,
      MeterRegistry registry,
      String certificate,
      ToDoubleFunction<CertificateWatch> remaining) {
    registry.gauge(
        PREFIX + "certificate.remaining.seconds",
        Tags.of("certificate", certificate),
        watch,
        remaining);
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
