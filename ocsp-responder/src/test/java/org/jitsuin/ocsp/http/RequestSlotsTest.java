package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.jitsuin.ocsp.answer.Demand;
import org.junit.jupiter.api.Test;

class RequestSlotsTest {
  private final RequestSlots places = new RequestSlots(8);

  private long taken(int tries, Demand demand) {
    return IntStream.range(0, tries).filter(_ -> places.take(demand)).count();
  }

  @Test
  void take_whatIsNotKnown_hasAQuarter() {
    assertThat(taken(20, Demand.NOT_KNOWN)).isEqualTo(2);
    assertThat(taken(20, Demand.FOR_ONE)).isEqualTo(2);
    assertThat(taken(20, Demand.FOR_ALL)).isEqualTo(4);
  }

  @Test
  void take_forAll_hasEveryPlace() {
    assertThat(taken(20, Demand.FOR_ALL)).isEqualTo(8);
    assertThat(taken(1, Demand.NOT_KNOWN)).isZero();
    places.giveBack(Demand.FOR_ALL);
    assertThat(taken(1, Demand.NOT_KNOWN)).isOne();
  }

  @Test
  void giveBack_afterRefusals_leavesWhatThereWas() {
    for (int i = 0; i < 100; i++) {
      if (places.take(Demand.NOT_KNOWN) && i % 2 == 0) {
        places.giveBack(Demand.NOT_KNOWN);
      }
    }
    places.giveBack(Demand.NOT_KNOWN);
    places.giveBack(Demand.NOT_KNOWN);
    assertThat(taken(20, Demand.FOR_ALL)).isEqualTo(8);
  }

  @Test
  void take_onePlaceAlone_isForAnybody() {
    RequestSlots one = new RequestSlots(1);
    for (Demand demand : Demand.values()) {
      assertThat(one.take(demand)).isTrue();
      assertThat(one.take(Demand.FOR_ALL)).isFalse();
      one.giveBack(demand);
    }
  }
}
