package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class FirstStartTest {
  @TempDir private Path directory;

  @Test
  void run_afterTheCeremony_everyPartitionOfTheCountryGetsACrl() {
    TestStack stack = TestStack.shared();
    new StatusRows().reset();
    try (CrlService service =
        CrlService.of(
            stack.settingsWith(Map.of("jitsuin.crl.directory", directory.toString())),
            stack.dataSource("crl"),
            Clocks.system(),
            _ -> true)) {
      assertThat(service.health().report().ready()).isFalse();
      service.publisher().run();
      CrlHealth.Report report = service.health().report();
      assertThat(report.ready()).isTrue();
      assertThat(report.partitions()).isGreaterThan(3_000).isEqualTo(report.current());
      assertThat(service.catalogue().current().orElseThrow().issuers(Authority.SIGNATURE))
          .hasSize(1);
    }
  }
}
