package org.jitsuin.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jitsuin.base.readiness.ReadinessBoard;

/** The readiness of the four services, each a check of its own. */
@ApplicationScoped
public class ServerReadiness {
  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck certificateAuthority() {
    return () -> answer("ca-core");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck ocspResponder() {
    return () -> answer("ocsp-responder");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck crlPublisher() {
    return () -> answer("crl-publisher");
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck repositoryServer() {
    return () -> answer("repository-server");
  }

  private static HealthCheckResponse answer(String service) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(service);
    ReadinessBoard.ask(service)
        .ifPresentOrElse(
            readiness -> {
              answer.status(readiness.up());
              readiness.facts().forEach(answer::withData);
            },
            () -> answer.down().withData("reason", "it has not started"));
    return answer.build();
  }
}
