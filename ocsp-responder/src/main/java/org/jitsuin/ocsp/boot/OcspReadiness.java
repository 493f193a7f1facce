package org.jitsuin.ocsp.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The health check where this service is deployed alone; in an EAR the readiness board tells. */
@Readiness
@Dependent
public class OcspReadiness implements HealthCheck {
  private final OcspService service;

  @Inject
  OcspReadiness(OcspService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    var readiness = service.readiness();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named(OcspService.NAME).status(readiness.up());
    readiness.facts().forEach(response::withData);
    return response.build();
  }
}
