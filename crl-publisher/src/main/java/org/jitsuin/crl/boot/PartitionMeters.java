package org.jitsuin.crl.boot;

import static java.lang.Double.NaN;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.publish.CrlHealth;
import org.jitsuin.crl.publish.PartitionState;

/** Age, size, entries and failure of the CRLs that are served, as metrics of one registry. */
final class PartitionMeters implements Runnable {
  static final String PREFIX = "jitsuin.crl.";

  /** What a reason begins with where it has a code. */
  private static final Pattern CODE = Pattern.compile("([A-Z_]{1,40}):.*", Pattern.DOTALL);

  private final CrlHealth health;
  private final MeterDetail detail;
  private final List<Sum> sums;
  private final List<One> ones;
  private final MultiGauge failing;

  /** What an authority's CRLs have together. */
  private record Sum(MultiGauge gauge, ToDoubleFunction<Stream<PartitionState>> of) {}

  /** What the CRL of a partition has. */
  private record One(MultiGauge gauge, ToDoubleFunction<PartitionState> of) {}

  PartitionMeters(CrlHealth health, MeterDetail detail, MeterRegistry registry) {
    this.health = health;
    this.detail = detail;
    this.sums =
        List.of(
            new Sum(
                gauge(registry, "entries"), all -> all.mapToDouble(PartitionMeters::entries).sum()),
            new Sum(
                gauge(registry, "octets"), all -> all.mapToDouble(PartitionMeters::octets).sum()),
            new Sum(
                gauge(registry, "oldest.seconds"),
                all -> all.mapToDouble(PartitionMeters::age).max().orElse(NaN)),
            new Sum(
                gauge(registry, "remaining.seconds"),
                all -> all.mapToDouble(PartitionMeters::remaining).min().orElse(NaN)));
    this.ones =
        List.of(
            new One(gauge(registry, "partition.age.seconds"), PartitionMeters::age),
            new One(gauge(registry, "partition.entries"), PartitionMeters::entries),
            new One(gauge(registry, "partition.octets"), PartitionMeters::octets));
    this.failing = gauge(registry, "partition.failing");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name) {
    return MultiGauge.builder(PREFIX + name).register(registry);
  }

  /** Takes in how the partitions stand now. */
  @Override
  public void run() {
    List<PartitionState> states = health.partitions();
    for (Sum sum : sums) {
      sum.gauge()
          .register(
              Stream.of(Authority.values()).map(authority -> row(sum, authority, states)).toList(),
              true);
    }
    List<PartitionState> shown = states.stream().filter(detail::shows).toList();
    for (One one : ones) {
      one.gauge().register(served(shown).map(state -> row(one, state)).toList(), true);
    }
    failing.register(shown.stream().flatMap(PartitionMeters::failure).toList(), true);
  }

  private static Row<?> row(Sum sum, Authority authority, List<PartitionState> states) {
    Stream<PartitionState> own =
        served(states).filter(state -> state.partition().authority() == authority);
    return Row.of(Tags.of("authority", authority.id()), sum.of().applyAsDouble(own));
  }

  private static Row<?> row(One one, PartitionState state) {
    return Row.of(tags(state), one.of().applyAsDouble(state));
  }

  private static Stream<PartitionState> served(List<PartitionState> states) {
    return states.stream().filter(state -> state.served().isPresent());
  }

  private static Tags tags(PartitionState state) {
    return Tags.of(
        "authority", state.partition().authority().id(), "partition", state.partition().id());
  }

  /**
   * The reason itself may be anything, and would make a new series each time: its code does not.
   */
  private static Stream<Row<?>> failure(PartitionState state) {
    return state.lastError().stream()
        .map(CODE::matcher)
        .map(found -> found.matches() ? found.group(1) : "OTHER")
        .map(code -> Row.of(tags(state).and("error", code), 1));
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
