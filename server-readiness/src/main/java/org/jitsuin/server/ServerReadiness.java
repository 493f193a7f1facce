package org.jitsuin.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.readiness.ReadinessBoard;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * The readiness of the services that this server runs ({@code jitsuin.services}), each a check of
 * its own; of those that run elsewhere nothing is said.
 */
public class ServerReadiness implements Extension {
  void check(@Observes AfterBeanDiscovery discovery) {
    Config config = ConfigProvider.getConfig();
    Settings settings = new Settings(key -> config.getOptionalValue(key, String.class));
    check(discovery, settings.get(BaseSettings.SERVICES));
  }

  private static void check(AfterBeanDiscovery discovery, Set<Service> services) {
    for (Service service : services) {
      discovery
          .<HealthCheck>addBean()
          .id(ServerReadiness.class.getName() + "." + service.id())
          .types(HealthCheck.class)
          .qualifiers(Readiness.Literal.INSTANCE)
          .scope(ApplicationScoped.class)
          .createWith(_ -> checkOf(service.archive()));
    }
  }

  /** The check of one, by the name under which it announces itself. */
  static HealthCheck checkOf(String service) {
    return () -> answer(service, ReadinessBoard.ask(service));
  }

  private static HealthCheckResponse answer(
      String service, Optional<org.jitsuin.base.readiness.Readiness> said) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(service);
    said.ifPresentOrElse(
        readiness -> {
          answer.status(readiness.up());
          readiness.facts().forEach(answer::withData);
        },
        () -> answer.down().withData("reason", "it has not started"));
    return answer.build();
  }
}
