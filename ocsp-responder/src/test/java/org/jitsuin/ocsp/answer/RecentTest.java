package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  void find_kept_isThereUntilTheGenerationAfterIsFull() {
    Recent<String, Integer> recent = new Recent<>(4);
    Stream.of("a", "b", "c").forEach(key -> recent.keep(key, 1));
    assertThat(recent.find("a")).contains(1);
    Stream.of("d", "e", "f", "g").forEach(key -> recent.keep(key, 2));
    assertThat(recent.find("b")).isEmpty();
    assertThat(recent.find("g")).contains(2);
  }

  /** Whoever is asked for often is never dropped. */
  @Test
  void find_againAndAgain_isThereHoweverMuchElseIsKept() {
    Recent<String, Integer> recent = new Recent<>(4);
    recent.keep("often", 1);
    IntStream.range(0, 100)
        .forEach(i -> {
          assertThat(recent.find("often")).contains(1);
          recent.keep("once " + i, 1);
        });
  }

  @Test
  void find_keptAgain_isTheNewer() {
    Recent<String, Integer> recent = new Recent<>(2);
    recent.keep("a", 1);
    recent.keep("b", 1);
    recent.keep("a", 2);
    assertThat(recent.find("a")).contains(2);
  }

  /** An answer that is signed anew takes the room of the one before. */
  @Test
  void keep_againWhileFull_dropsNothing() {
    Recent<String, Integer> recent = new Recent<>(4);
    Stream.of("a", "b", "c", "d").forEach(key -> recent.keep(key, 1));
    IntStream.range(2, 100).forEach(i -> Stream.of("c", "d").forEach(key -> recent.keep(key, i)));
    assertThat(recent.find("d")).contains(99);
    assertThat(recent.find("a")).contains(1);
  }

  @Test
  void keep_everythingEver_noMoreThanTheLimitAndNotLessThanTheLastHalf() {
    Recent<Integer, Integer> recent = new Recent<>(10);
    IntStream.range(0, 1000).forEach(i -> recent.keep(i, i));
    assertThat(IntStream.range(995, 1000)).allMatch(i -> recent.find(i).isPresent());
    assertThat(IntStream.range(0, 990)).noneMatch(i -> recent.find(i).isPresent());
  }

  @Test
  void keep_noRoom_isNotKept() {
    Recent<String, Integer> none = new Recent<>(0);
    none.keep("a", 1);
    assertThat(none.find("a")).isEmpty();
  }
}
