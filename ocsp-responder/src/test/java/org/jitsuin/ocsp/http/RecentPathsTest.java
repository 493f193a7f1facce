package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.junit.jupiter.api.Test;

class RecentPathsTest {
  private static final OcspRequest REQUEST =
      new OcspRequest(List.of(), Optional.empty(), List.of());

  @Test
  void find_kept_isThereUntilTheGenerationAfterIsFull() {
    RecentPaths recent = new RecentPaths(4);
    recent.keep("a", REQUEST);
    recent.keep("b", REQUEST);
    recent.keep("c", REQUEST);
    assertThat(recent.find("a")).contains(REQUEST);
    recent.keep("d", REQUEST);
    recent.keep("e", REQUEST);
    recent.keep("f", REQUEST);
    recent.keep("g", REQUEST);
    assertThat(recent.find("b")).isEmpty();
    assertThat(recent.find("g")).contains(REQUEST);
  }

  @Test
  void keep_everythingEver_noMoreThanTheLimit() {
    RecentPaths recent = new RecentPaths(10);
    IntStream.range(0, 1000).forEach(i -> recent.keep("p" + i, REQUEST));
    long kept = IntStream.range(0, 1000).filter(i -> recent.find("p" + i).isPresent()).count();
    assertThat(kept).isBetween(1L, 10L);
  }

  @Test
  void keep_longOrNoRoom_isNotKept() {
    RecentPaths recent = new RecentPaths(10);
    recent.keep("x".repeat(257), REQUEST);
    assertThat(recent.find("x".repeat(257))).isEmpty();
    RecentPaths none = new RecentPaths(0);
    none.keep("a", REQUEST);
    assertThat(none.find("a")).isEmpty();
  }
}
