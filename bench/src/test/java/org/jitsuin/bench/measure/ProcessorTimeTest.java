package org.jitsuin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  /** proc(5): utime and stime are fields 14 and 15; the name may hold spaces and brackets. */
  @Test
  void parse_ofAStat_isUserAndSystemTime() {
    String stat =
        "42 (a ) b) S 1 42 42 0 -1 4194560 100 200 3 4 1500 250 7 8 20 0 33 0 12345 1000 2000";

    assertThat(ProcessorTime.parse(stat)).isEqualTo(new ProcessorTime(1_500, 250));
    assertThat(ProcessorTime.children(stat)).isEqualTo(new ProcessorTime(7, 8));
  }

  @Test
  void microsEach_ofTicks_isHundredthsOfASecondSharedOut() {
    ProcessorTime used = new ProcessorTime(150, 70).since(new ProcessorTime(50, 20));

    assertThat(used).isEqualTo(new ProcessorTime(100, 50));
    assertThat(used.microsEach(3_000)).isEqualTo(500);
  }

  @Test
  void of_severalProcesses_isTheirSum() {
    long self = ProcessHandle.current().pid();
    ProcessorTime once = ProcessorTime.of(self);

    assertThat(ProcessorTime.of(List.of(self, self)).since(once).ticks())
        .isGreaterThanOrEqualTo(once.ticks());
  }

  @Test
  void withChildren_thatEnded_countsTheirTimeAsWell() throws IOException, InterruptedException {
    List<Long> self = List.of(ProcessHandle.current().pid());
    ProcessorTime before = ProcessorTime.withChildren(self);
    ProcessorTime ownBefore = ProcessorTime.of(self);

    new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")
        .start()
        .waitFor();

    long own = ProcessorTime.of(self).since(ownBefore).ticks();
    assertThat(ProcessorTime.withChildren(self).since(before).ticks()).isGreaterThan(own);
  }
}
