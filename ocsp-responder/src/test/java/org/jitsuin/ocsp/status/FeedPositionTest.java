package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
  private static FeedChange row(long seq) {
    return new FeedChange(
        seq, 1, new SerialKey(0, 0, seq), PackedStatus.good(0), PackedStatus.NO_DATE, 1_000 + seq);
  }

  private static final FeedPosition AT_SEVEN = FeedPosition.after(row(7));

  @Test
  void advance_fromStart_takesAllRows() {
    assertThat(FeedPosition.START.advance(List.of(row(1), row(2))))
        .isEqualTo(new FeedRead.Changes(List.of(row(1), row(2))));
  }

  @Test
  void advance_nothingNew_staysWhereItIs() {
    assertThat(AT_SEVEN.advance(List.of(row(7)))).isEqualTo(new FeedRead.Changes(List.of()));
  }

  @Test
  void advance_newRows_leavesOutTheKnownOne() {
    assertThat(AT_SEVEN.advance(List.of(row(7), row(8))))
        .isEqualTo(new FeedRead.Changes(List.of(row(8))));
  }

  @Test
  void advance_gap_isBroken() {
    assertThat(AT_SEVEN.advance(List.of(row(7), row(9)))).isInstanceOf(FeedRead.Broken.class);
    assertThat(FeedPosition.START.advance(List.of(row(2)))).isInstanceOf(FeedRead.Broken.class);
  }

  @Test
  void advance_knownRowGone_isBroken() {
    assertThat(AT_SEVEN.advance(List.of())).isInstanceOf(FeedRead.Broken.class);
    assertThat(AT_SEVEN.advance(List.of(row(8)))).isInstanceOf(FeedRead.Broken.class);
  }

  @Test
  void advance_knownRowChanged_isBroken() {
    FeedChange other =
        new FeedChange(7, 1, new SerialKey(0, 0, 7), PackedStatus.good(0), PackedStatus.NO_DATE, 1);
    assertThat(AT_SEVEN.advance(List.of(other))).isInstanceOf(FeedRead.Broken.class);
  }
}
