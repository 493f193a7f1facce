package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InListTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "7, 7",
    "8, 8",
    "9, 10",
    "16, 16",
    "17, 20",
    "20, 20",
    "500, 512",
    "513, 640",
    "1000, 1024",
    "1024, 1024",
    "1025, 1280"
  })
  void of_values_isOfAFewLengths(int size, int length) {
    assertThat(InList.of(numbers(size))).hasSize(length);
  }

  @Test
  void of_anySize_hasTheSameValuesAndNotManyMore() {
    Set<Integer> lengths =
        IntStream.rangeClosed(1, 2_048)
            .mapToObj(size -> {
              List<Integer> values = InList.of(numbers(size));
              assertThat(values).startsWith(numbers(size).toArray(Integer[]::new));
              assertThat(Set.copyOf(values)).hasSize(size);
              assertThat(values.size()).isLessThanOrEqualTo(size + size / 4 + 1);
              return values.size();
            })
            .collect(Collectors.toSet());

    assertThat(lengths).hasSizeLessThanOrEqualTo(40);
  }

  private static List<Integer> numbers(int size) {
    return IntStream.range(0, size).boxed().toList();
  }
}
