package org.jitsuin.crl.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.boot.CrlProducer.Filters;
import org.jitsuin.crl.filter.publish.FilterHealth;
import org.jitsuin.crl.publish.CrlHealth;
import org.jitsuin.crl.publish.CrlWork;

/**
 * Readiness of the CRL publisher, which is ready when: every partition has a CRL that relying
 * parties accept now, the schema is one that it can live with, and all background work comes round.
 * A health check where this service is deployed alone; in an EAR the readiness board tells.
 */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class CrlReadiness implements HealthCheck {
  /** The name of the service in health reports. */
  static final String NAME = "crl-publisher";

  private final CrlHealth health;
  private final Optional<FilterHealth> filters;
  private final SchemaWatch schema;
  private final Heartbeats heartbeats;

  @Inject
  CrlReadiness(CrlWork service, Filters filters, SchemaWatch schema, Heartbeats heartbeats) {
    this.health = service.health();
    this.filters = filters.health();
    this.schema = schema;
    this.heartbeats = heartbeats;
  }

  static Readiness readiness(
      CrlHealth health, Optional<FilterHealth> filters, SchemaWatch schema, Heartbeats heartbeats) {
    CrlHealth.Report report = health.report();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("partitions", String.valueOf(report.partitions()));
    facts.put("current", String.valueOf(report.current()));
    facts.put("failing", String.valueOf(report.failing()));
    health.unrecorded().ifPresent(notice -> facts.put("audit log", notice));
    // Nobody waits for a filter: who lacks a newer one asks OCSP.
    filters
        .map(FilterHealth::troubles)
        .filter(troubles -> !troubles.isEmpty())
        .ifPresent(troubles -> facts.put("status filter", sentence(troubles)));
    if (!report.reason().isEmpty()) {
      facts.put("reason", report.reason());
    }
    return schema.confirm(heartbeats.confirm(new Readiness(report.ready(), facts)));
  }

  private static String sentence(Map<String, String> troubles) {
    return troubles.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("; "));
  }

  @Override
  public HealthCheckResponse call() {
    Readiness readiness = readiness(health, filters, schema, heartbeats);
    HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).status(readiness.up());
    readiness.facts().forEach(response::withData);
    return response.build();
  }
}
