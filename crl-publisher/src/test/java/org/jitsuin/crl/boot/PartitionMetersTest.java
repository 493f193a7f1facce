package org.jitsuin.crl.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class PartitionMetersTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final MeterRegistry registry = new SimpleMeterRegistry();
  @TempDir private Path directory;
  private CrlService service;

  @BeforeEach
  void start() {
    rows.reset();
    service =
        CrlService.of(
            TestStack.shared().settingsWith(Map.of("jitsuin.crl.directory", directory.toString())),
            TestStack.shared().dataSource("crl"),
            clock,
            partition -> partition.municipality().equals(Optional.of("13221")));
    service.publisher().run();
  }

  @AfterEach
  void stop() {
    service.close();
    registry.close();
  }

  private void revokeOne() {
    int partition =
        service.catalogue().current().orElseThrow().listings().stream()
            .map(listing -> listing.partition())
            .filter(one -> one.authority().id().equals("signature"))
            .findFirst()
            .orElseThrow()
            .no();
    rows.revoke(partition, StatusRows.serial(1), RevocationReason.SUPERSEDED, clock.instant());
    clock.advance(Duration.ofMinutes(1));
    service.publisher().run();
  }

  private Optional<Double> value(String name, String... tags) {
    return Optional.ofNullable(registry.find("jitsuin.crl." + name).tags(tags).gauge())
        .map(Gauge::value);
  }

  @Test
  void run_used_showsThoseWithEntriesAndTheSums() {
    PartitionMeters meters = new PartitionMeters(service.health(), MeterDetail.USED, registry);
    meters.run();
    assertThat(value("entries", "authority", "signature")).contains(0.0);
    assertThat(value("partition.entries")).isEmpty();
    revokeOne();
    clock.advance(Duration.ofSeconds(30));
    meters.run();
    assertThat(value("entries", "authority", "signature")).contains(1.0);
    assertThat(value("entries", "authority", "user-identification")).contains(0.0);
    String[] tags = {"authority", "signature", "partition", "13221-g1"};
    assertThat(value("partition.entries", tags)).contains(1.0);
    assertThat(value("partition.age.seconds", tags))
        .hasValueSatisfying(age -> assertThat(age).isBetween(29.0, 31.0));
    assertThat(value("partition.octets", tags))
        .hasValueSatisfying(size -> assertThat(size).isGreaterThan(500));
    assertThat(value("oldest.seconds", "authority", "user-identification"))
        .hasValueSatisfying(age -> assertThat(age).isBetween(89.0, 91.0));
    assertThat(value("remaining.seconds", "authority", "signature"))
        .hasValueSatisfying(left -> assertThat(left).isBetween(129_560.0, 129_600.0));
    assertThat(registry.find("jitsuin.crl.partition.entries").gauges()).hasSize(1);
  }

  @Test
  void run_partitionFails_isShownByCodeUntilItWorks() {
    revokeOne();
    PartitionMeters meters = new PartitionMeters(service.health(), MeterDetail.USED, registry);
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.revocation SET reason = 7"));
    clock.advance(Duration.ofHours(25));
    service.publisher().run();
    meters.run();
    String[] failing = {"partition", "13221-g1", "error", "INTEGRITY_VIOLATED"};
    assertThat(value("partition.failing", failing)).contains(1.0);
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.revocation SET reason = 4"));
    clock.advance(Duration.ofMinutes(2));
    service.publisher().run();
    meters.run();
    assertThat(value("partition.failing", failing)).isEmpty();
  }

  @Test
  void read_detail_isOneOfThree() {
    assertThat(MeterDetail.read(new Settings(_ -> Optional.empty()))).isEqualTo(MeterDetail.USED);
    assertThat(MeterDetail.read(new Settings(_ -> Optional.of("all")))).isEqualTo(MeterDetail.ALL);
    PartitionMeters all = new PartitionMeters(service.health(), MeterDetail.ALL, registry);
    all.run();
    assertThat(registry.find("jitsuin.crl.partition.entries").gauges()).hasSize(2);
    PartitionMeters sums = new PartitionMeters(service.health(), MeterDetail.SUMS, registry);
    sums.run();
    assertThat(value("octets", "authority", "signature")).isPresent();
    assertThatThrownBy(() -> MeterDetail.read(new Settings(_ -> Optional.of("some"))))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("jitsuin.crl.metrics");
  }
}
