package org.jitsuin.crl.boot;

import static java.lang.Double.NaN;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.publish.CrlHealth;
import org.jitsuin.crl.publish.PartitionState;

/**
 * The metrics of one registry about the CRLs that are served: age, size, entries and failure.
 *
 * <p>Series come and go with the partitions that they are about. Micrometer's own class for that
 * calls methods of the registry that the container's proxy of it does not pass on.
 */
final class PartitionMeters implements Runnable {
  static final String PREFIX = "jitsuin.crl.";

  /** The beginning of a reason that has a code. */
  private static final Pattern CODE = Pattern.compile("([A-Z_]{1,40}):.*", Pattern.DOTALL);

  private final CrlHealth health;
  private final MeterDetail detail;
  private final MeterRegistry registry;
  private final Map<Series, Value> shown = new HashMap<>();

  private record Series(String name, Tags tags) {}

  /** The value that a gauge reads. */
  private static final class Value {
    private volatile double now;
  }

  PartitionMeters(CrlHealth health, MeterDetail detail, MeterRegistry registry) {
    this.health = health;
    this.detail = detail;
    this.registry = registry;
  }

  /** Takes in how the partitions stand now. */
  @Override
  public void run() {
    show(figures());
  }

  private void show(Map<Series, Double> figures) {
    shown.keySet().removeIf(series -> !figures.containsKey(series) && removed(series));
    figures.forEach((series, figure) -> shown.computeIfAbsent(series, this::register).now = figure);
  }

  private Value register(Series series) {
    Value value = new Value();
    registry.gauge(series.name(), series.tags(), value, known -> known.now);
    return value;
  }

  private boolean removed(Series series) {
    registry.find(series.name()).tags(series.tags()).meters().forEach(registry::remove);
    return true;
  }

  private Map<Series, Double> figures() {
    Map<Series, Double> figures = new HashMap<>();
    List<PartitionState> states = health.partitions();
    for (Authority authority : Authority.values()) {
      sums(
          figures,
          Tags.of("authority", authority.id()),
          states.stream()
              .filter(state -> state.partition().authority() == authority)
              .filter(state -> state.served().isPresent() && !state.partition().isComplete())
              .toList());
    }
    states.stream().filter(detail::shows).forEach(state -> one(figures, state));
    return figures;
  }

  private static void sums(Map<Series, Double> figures, Tags tags, List<PartitionState> served) {
    put(figures, "entries", tags, served.stream().mapToDouble(PartitionMeters::entries).sum());
    put(figures, "octets", tags, served.stream().mapToDouble(PartitionMeters::octets).sum());
    put(
        figures,
        "oldest.seconds",
        tags,
        served.stream().mapToDouble(PartitionMeters::age).max().orElse(NaN));
    put(
        figures,
        "remaining.seconds",
        tags,
        served.stream().mapToDouble(PartitionMeters::remaining).min().orElse(NaN));
  }

  private static void one(Map<Series, Double> figures, PartitionState state) {
    Tags tags =
        Tags.of(
            "authority", state.partition().authority().id(), "partition", state.partition().id());
    if (state.served().isPresent()) {
      put(figures, "partition.age.seconds", tags, age(state));
      put(figures, "partition.entries", tags, entries(state));
      put(figures, "partition.octets", tags, octets(state));
    }
    state
        .lastError()
        .ifPresent(error -> put(figures, "partition.failing", tags.and("error", code(error)), 1));
  }

  private static void put(Map<Series, Double> figures, String name, Tags tags, double value) {
    figures.put(new Series(PREFIX + name, tags), value);
  }

  /**
   * The reason itself may be anything, and would make a new series each time: its code does not.
   */
  private static String code(String error) {
    Matcher found = CODE.matcher(error);
    return found.matches() ? found.group(1) : "OTHER";
  }

  private static double entries(PartitionState state) {
    return state.served().orElseThrow().entries();
  }

  private static double octets(PartitionState state) {
    return state.served().orElseThrow().size();
  }

  private static double age(PartitionState state) {
    return state.age().orElseThrow().toSeconds();
  }

  private static double remaining(PartitionState state) {
    return state.remaining().orElseThrow().toSeconds();
  }
}
