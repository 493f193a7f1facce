package org.jitsuin.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
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
 * The readiness of the four archives, each a check of its own. Of one that another server runs
 * ({@code jitsuin.services}) the check says so, and holds nothing up.
 */
@ApplicationScoped
public class ServerReadiness {
  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck certificateAuthority() {
    return check("ca-core");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ocspResponder() {
    return check("ocsp-responder");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck crlPublisher() {
    return check("crl-publisher");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck repositoryServer() {
    return check("repository-server");
  }

  /** What runs here the server reads when the check is made, and not whenever it is asked. */
  private static HealthCheck check(String archive) {
    boolean here = runsHere(archive);
    return () -> answer(archive, here);
  }

  private static HealthCheckResponse answer(String archive, boolean here) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(archive);
    if (!here) {
      return answer.up().withData("runs", "on another server").build();
    }
    ReadinessBoard.ask(archive)
        .ifPresentOrElse(
            readiness -> {
              answer.status(readiness.up());
              readiness.facts().forEach(answer::withData);
            },
            () -> answer.down().withData("reason", "it has not started"));
    return answer.build();
  }

  private static boolean runsHere(String archive) {
    Config config = ConfigProvider.getConfig();
    Settings settings = new Settings(key -> config.getOptionalValue(key, String.class));
    return settings.get(BaseSettings.SERVICES).stream()
        .map(Service::archive)
        .anyMatch(archive::equals);
  }
}
