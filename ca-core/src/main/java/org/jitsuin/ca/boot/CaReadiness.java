package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jitsuin.base.readiness.Readiness;

/** The health check where this service is deployed alone; see {@link Announcement} for the EAR. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class CaReadiness implements HealthCheck {
  private final PromptHealth health;

  /** A constructor for the container's proxy only. */
  protected CaReadiness() {
    this(null);
  }

  @Inject
  public CaReadiness(PromptHealth health) {
    this.health = health;
  }

  @Override
  public HealthCheckResponse call() {
    Readiness readiness = health.readiness();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named(Announcement.SERVICE).status(readiness.up());
    readiness.facts().forEach(answer::withData);
    return answer.build();
  }
}
