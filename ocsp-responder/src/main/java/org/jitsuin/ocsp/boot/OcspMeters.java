package org.jitsuin.ocsp.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.ocsp.answer.AnswerKind;

/**
 * Shows the responder's figures among the server's metrics, where it has any. The registry keeps
 * them while the service lives, which this bean holds.
 */
@ApplicationScoped
public class OcspMeters {
  private static final String PREFIX = "jitsuin.ocsp.";
  private static final String NO_AUTHORITY = "none";

  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context,
      OcspService service,
      Instance<MeterRegistry> registries) {
    registries.stream().forEach(registry -> show(service, registry));
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

  private static void show(OcspService service, MeterRegistry registry) {
    registry.gauge(PREFIX + "ready", service, known -> known.readiness().up() ? 1 : 0);
    registry.gauge(PREFIX + "status.age.seconds", service, known -> known.figures().statusAge());
    registry.gauge(PREFIX + "index.certificates", service, known -> known.figures().certificates());
    registry.gauge(
        PREFIX + "signer.remaining.seconds", service, known -> known.figures().signerRemaining());
    registry.gauge(PREFIX + "signing.waiting", service, known -> known.figures().pool().waiting());
    registry
        .more()
        .counter(PREFIX + "shed", Tags.empty(), service, known -> known.figures().tally().shed());
    for (CertIdHash hash : CertIdHash.values()) {
      registry
          .more()
          .counter(
              PREFIX + "cert.ids",
              Tags.of("hash", hash.id()),
              service,
              known -> known.figures().tally().hashes(hash));
    }
    showAnswers(service, registry, Optional.empty());
    for (Authority authority : Authority.values()) {
      showAnswers(service, registry, Optional.of(authority));
    }
  }

  private static void showAnswers(
      OcspService service, MeterRegistry registry, Optional<Authority> authority) {
    for (AnswerKind kind : AnswerKind.values()) {
      if (kind.isRefusal() == authority.isEmpty()) {
        String name = authority.map(Authority::id).orElse(NO_AUTHORITY);
        registry
            .more()
            .counter(
                PREFIX + "answers",
                Tags.of("authority", name, "kind", kind.id()),
                service,
                known -> known.figures().tally().answers(authority, kind));
      }
    }
  }
}
