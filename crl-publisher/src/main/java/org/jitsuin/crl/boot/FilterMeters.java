package org.jitsuin.crl.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.filter.publish.FilterHealth;
import org.jitsuin.crl.filter.publish.FilterHealth.Standing;

/** The figures of the status filters, for each authority. */
final class FilterMeters {
  static final String PREFIX = "jitsuin.filter.";

  private FilterMeters() {}

  static void show(FilterHealth health, InstantSource clock, MeterRegistry registry) {
    for (Authority authority : Authority.values()) {
      gauge(health, authority, registry, "number", Standing::number);
      gauge(health, authority, registry, "size.bytes", Standing::size);
      gauge(
          health,
          authority,
          registry,
          "age.seconds",
          standing -> Duration.between(standing.thisUpdate(), clock.instant()).toSeconds());
      gauge(
          health,
          authority,
          registry,
          "remaining.seconds",
          standing -> Duration.between(clock.instant(), standing.nextUpdate()).toSeconds());
      registry.gauge(
          PREFIX + "failing",
          Tags.of("authority", authority.id()),
          health,
          known -> known.troubles().containsKey(authority.id()) ? 1 : 0);
    }
  }

  /** Shows nothing (NaN) where there is no filter yet. */
  private static void gauge(
      FilterHealth health,
      Authority authority,
      MeterRegistry registry,
      String name,
      ToDoubleFunction<Standing> value) {
    registry.gauge(
        PREFIX + name,
        Tags.of("authority", authority.id()),
        health,
        known -> known.standing(authority).map(value::applyAsDouble).orElse(Double.NaN));
  }
}
