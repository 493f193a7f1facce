package org.jitsuin.ca.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jitsuin.base.readiness.Readiness;

/** The health check where this service is deployed alone; in an EAR the readiness board tells. */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class CaReadiness implements HealthCheck {
  private final CaServer server;

  @Inject
  CaReadiness(CaServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    Readiness readiness = server.readiness();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named(CaServer.NAME).status(readiness.up());
    readiness.facts().forEach(answer::withData);
    return answer.build();
  }
}
