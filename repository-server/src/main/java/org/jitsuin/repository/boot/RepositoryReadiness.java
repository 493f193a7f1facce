package org.jitsuin.repository.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.repository.boot.RepositoryProducer.Followers;
import org.jitsuin.repository.content.RepositoryHealth;

/**
 * Readiness of the repository server, which is ready when: every partition has a CRL here that
 * relying parties accept now, and all background work comes round. A health check where this
 * service is deployed alone; in an EAR the readiness board tells.
 */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class RepositoryReadiness implements HealthCheck {
  /** The name of the service in health reports. */
  static final String NAME = "repository-server";

  private final RepositoryHealth health;
  private final Heartbeats heartbeats;

  @Inject
  RepositoryReadiness(Followers followers, Heartbeats heartbeats) {
    this.health = followers.health();
    this.heartbeats = heartbeats;
  }

  static Readiness readiness(RepositoryHealth health, Heartbeats heartbeats) {
    RepositoryHealth.Report report = health.report();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("partitions", String.valueOf(report.partitions()));
    facts.put("current", String.valueOf(report.current()));
    if (!report.notices().isEmpty()) {
      facts.put("notice", String.join("; ", report.notices()));
    }
    if (!report.reason().isEmpty()) {
      facts.put("reason", report.reason());
    }
    return heartbeats.confirm(new Readiness(report.ready(), facts));
  }

  @Override
  public HealthCheckResponse call() {
    Readiness readiness = readiness(health, heartbeats);
    HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).status(readiness.up());
    readiness.facts().forEach(response::withData);
    return response.build();
  }
}
