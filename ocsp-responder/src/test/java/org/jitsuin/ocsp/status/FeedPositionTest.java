package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
  private static FeedChange row(long seq) {
    return row(seq, 0);
  }

  /** A row of that number that says something else, or the same as another node wrote it. */
  private static FeedChange row(long seq, int other) {
    return new FeedChange(
        seq,
        1,
        new SerialKey(0, 0, seq),
        PackedStatus.good(0),
        PackedStatus.NO_DATE,
        Fingerprint.of(new byte[] {(byte) seq, (byte) other}));
  }

  private static FeedPosition after(FeedChange... rows) {
    FeedPosition position = FeedPosition.START;
    for (FeedChange row : rows) {
      position = position.and(row);
    }
    return position;
  }

  private static final FeedPosition AT_SEVEN =
      after(row(1), row(2), row(3), row(4), row(5), row(6), row(7));

  /** Of a row that was read long ago, so that it says nothing. */
  private static final FeedContent OLD = after(row(1)).content();

  private static FeedRead changes(FeedChange... rows) {
    return new FeedRead.Changes(List.of(rows));
  }

  @Test
  void advance_fromStart_takesAllRows() {
    assertThat(FeedPosition.START.advance(List.of(row(1), row(2)), FeedContent.START))
        .isEqualTo(changes(row(1), row(2)));
  }

  @Test
  void advance_nothingNew_staysWhereItIs() {
    assertThat(AT_SEVEN.advance(List.of(row(7)), OLD)).isEqualTo(changes());
  }

  @Test
  void advance_newRows_leavesOutTheKnownOne() {
    assertThat(AT_SEVEN.advance(List.of(row(7), row(8)), OLD)).isEqualTo(changes(row(8)));
  }

  @Test
  void advance_gap_isBroken() {
    assertThat(AT_SEVEN.advance(List.of(row(7), row(9)), OLD)).isInstanceOf(FeedRead.Broken.class);
    assertThat(FeedPosition.START.advance(List.of(row(2)), FeedContent.START))
        .isInstanceOf(FeedRead.Broken.class);
  }

  @Test
  void advance_knownRowGone_isBroken() {
    assertThat(AT_SEVEN.advance(List.of(), OLD)).isInstanceOf(FeedRead.Broken.class);
    assertThat(AT_SEVEN.advance(List.of(row(8)), OLD)).isInstanceOf(FeedRead.Broken.class);
  }

  @Test
  void advance_knownRowChanged_isBroken() {
    assertThat(AT_SEVEN.advance(List.of(row(7, 1)), OLD)).isInstanceOf(FeedRead.Broken.class);
  }

  @Test
  void advance_toldTheSame_goesOn() {
    FeedContent here = AT_SEVEN.content();
    FeedContent later = AT_SEVEN.and(row(8)).content();
    FeedContent yetToCome = new FeedContent(10, OLD.digest());

    for (FeedContent told : List.of(here, later, yetToCome)) {
      assertThat(AT_SEVEN.advance(List.of(row(7), row(8), row(9)), told))
          .isEqualTo(changes(row(8), row(9)));
    }
  }

  /** Numbers without a gap and no row twice: what was passed over lies in the middle. */
  @Test
  void advance_toldOthers_isBroken() {
    FeedContent told = AT_SEVEN.and(row(8, 1)).and(row(9)).content();

    assertThat(AT_SEVEN.advance(List.of(row(7), row(8), row(9)), told))
        .isEqualTo(new FeedRead.Broken("its rows up to 9 are not all the authority's"));
    assertThat(AT_SEVEN.advance(List.of(row(7), row(8), row(9), row(10)), told))
        .isInstanceOf(FeedRead.Broken.class);
  }

  /** What is wrong was read before it was told: nothing new has to come for it to be seen. */
  @Test
  void advance_toldOthersOfWhatIsKnown_isBroken() {
    FeedContent told = new FeedContent(7, OLD.digest());

    assertThat(AT_SEVEN.advance(List.of(row(7)), told)).isInstanceOf(FeedRead.Broken.class);
  }
}
