package org.jitsuin.ca.boot;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jitsuin.ca.status.Figures;

/** The figures that stand in the server's registries of metrics, whichever archive shows them. */
final class MeterFigures implements Figures {
  /** How the names of those tags begin that WildFly adds to whatever an archive shows. */
  private static final String SERVERS_OWN = "WF_";

  private final List<MeterRegistry> registries;

  MeterFigures(List<MeterRegistry> registries) {
    this.registries = registries;
  }

  @Override
  public List<Figure> all(String name) {
    return registries.stream()
        .flatMap(registry -> registry.getMeters().stream())
        .filter(meter -> meter.getId().getName().equals(name))
        .filter(Gauge.class::isInstance)
        .map(meter -> new Figure(labels(meter), ((Gauge) meter).value()))
        .toList();
  }

  private static Map<String, String> labels(Meter meter) {
    return meter.getId().getTags().stream()
        .filter(tag -> !tag.getKey().startsWith(SERVERS_OWN))
        .collect(Collectors.toMap(Tag::getKey, Tag::getValue));
  }
}
