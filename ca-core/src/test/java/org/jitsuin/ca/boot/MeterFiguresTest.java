package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.ca.status.Figures.Figure;
import org.junit.jupiter.api.Test;

class MeterFiguresTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MeterFigures figures = new MeterFigures(List.of(registry));

  @Test
  void all_ofGaugesOfThatName_haveTheirLabelsAndWhatTheyShowNow() {
    AtomicInteger value = new AtomicInteger(3);
    registry.gauge("jitsuin.x", Tags.of("authority", "signature"), value, AtomicInteger::get);
    registry.gauge("jitsuin.x.other", Tags.empty(), value, AtomicInteger::get);
    value.set(4);
    assertThat(figures.all("jitsuin.x"))
        .containsExactly(new Figure(Map.of("authority", "signature"), 4));
    assertThat(figures.of("signature", "jitsuin.x")).contains(4L);
    assertThat(figures.one("jitsuin.x.other")).contains(4L);
  }

  /** WildFly says of each in which deployment it is. */
  @Test
  void one_withATagOfTheServer_isKnown() {
    AtomicInteger value = new AtomicInteger(3);
    registry.gauge("jitsuin.w", Tags.of("WF_DEPLOYMENT", "jitsuin.ear"), value, AtomicInteger::get);
    assertThat(figures.one("jitsuin.w")).contains(3L);
  }

  @Test
  void one_thatIsNotKnownOrNotThere_isEmpty() {
    AtomicInteger value = new AtomicInteger();
    registry.gauge("jitsuin.y", Tags.empty(), value, _ -> Double.NaN);
    assertThat(figures.one("jitsuin.y")).isEmpty();
    assertThat(figures.one("jitsuin.z")).isEmpty();
  }
}
