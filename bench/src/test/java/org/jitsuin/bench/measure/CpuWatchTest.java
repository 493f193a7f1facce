package org.jitsuin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuWatchTest {
  @Test
  void foreignShare_isWhatIsBusyButNotOwn() {
    assertThat(CpuWatch.foreignShare(1_000, 700, 500)).isEqualTo(0.2);
    assertThat(CpuWatch.foreignShare(1_000, 700, 710)).isZero();
    assertThat(CpuWatch.foreignShare(0, 0, 0)).isZero();
  }

  @Test
  void foreign_ofThisMachine_isAShare() {
    CpuWatch watch = new CpuWatch(List.of(ProcessHandle.current().pid()));

    assertThat(watch.foreign().share()).isBetween(0.0, 1.0);
  }

  @Test
  void text_ofMuchForeignLoad_warns() {
    assertThat(new CpuWatch.Foreign(0.11, 3.2).text()).contains("11 %", "3.2", "doubtful");
    assertThat(new CpuWatch.Foreign(0.10, 0.1).text()).doesNotContain("doubtful");
  }
}
