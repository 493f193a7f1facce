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
import java.util.function.ToLongFunction;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardwriting.LapseOrders;
import org.jitsuin.ca.latestdata.LatestData;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.ca.signer.SignerWatch;

/**
 * Shows among the server's metrics, where it has any, when certificates end, what brakes hold, who
 * signs OCSP, how erasing goes, which cards are being written, and what is told by consents.
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
      show(server.brakes(), registry);
      show(watch, registry, "tls", CertificateWatch::tlsRemaining);
      show(watch, registry, "staff-authority", CertificateWatch::staffAuthorityRemaining);
      show(watch, registry, "staff", CertificateWatch::staffRemaining);
      show(watch, registry, "register-feed", CertificateWatch::registerFeedRemaining);
      show(watch, registry, "relying-party", CertificateWatch::relyingPartyRemaining);
      show(watch, registry, "ocsp-requester", CertificateWatch::requesterRemaining);
      for (Authority authority : Authority.values()) {
        show(watch, registry, authority.id(), known -> known.remaining(authority));
      }
      SignerWatch signers = server.service().issuing().signerWatch();
      responders(signers, registry, "admitted", SignerWatch.Census::admitted);
      responders(signers, registry, "withdrawn", SignerWatch.Census::withdrawn);
      responders(signers, registry, "waiting", SignerWatch.Census::waiting);
      show(server, registry);
      show(server.service().cards().lapseOrders(), registry);
      show(server.service().consents().latestData(), registry);
    }
  }

  private static void show(LapseOrders orders, MeterRegistry registry) {
    String open = PREFIX + "card.orders";
    registry.gauge(open, Tags.of("state", "begun"), orders, one -> one.open().begun());
    registry.gauge(open, Tags.of("state", "issued"), orders, one -> one.open().issued());
    registry
        .more()
        .counter(PREFIX + "card.orders.lapsed", Tags.empty(), orders, LapseOrders::lapsed);
  }

  private static void show(LatestData data, MeterRegistry registry) {
    String answers = PREFIX + "consent.answers";
    registry.more().counter(answers, Tags.of("outcome", "told"), data, LatestData::told);
    registry.more().counter(answers, Tags.of("outcome", "refused"), data, LatestData::refused);
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

  private static void show(BrakeWatch brakes, MeterRegistry registry) {
    registry.gauge(PREFIX + "event.holds", brakes, BrakeWatch::openHolds);
    registry.gauge(PREFIX + "held.events", brakes, BrakeWatch::heldEvents);
    registry.gauge(PREFIX + "budgets.used.up", brakes, BrakeWatch::budgetsUsedUp);
    registry.gauge(PREFIX + "suspensions.slowed", brakes, BrakeWatch::suspensionsSlowed);
  }

  private static void responders(
      SignerWatch signers,
      MeterRegistry registry,
      String state,
      ToLongFunction<SignerWatch.Census> count) {
    registry.gauge(
        PREFIX + "ocsp.responders",
        Tags.of("state", state),
        signers,
        watch -> number(watch, count));
  }

  /** Not a number where the database does not say. */
  private static double number(SignerWatch watch, ToLongFunction<SignerWatch.Census> count) {
    try {
      return count.applyAsLong(watch.census());
    } catch (Fault e) {
      return Double.NaN;
    }
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
