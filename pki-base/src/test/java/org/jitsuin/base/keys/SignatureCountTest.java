package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureCountTest {
  private final SignatureCount count = new SignatureCount();
  private final List<Map<String, Long>> kept = new ArrayList<>();

  private void keep() {
    count.handOver(kept::add);
  }

  @Test
  void handOver_countedSince_isHandedOverOnce() {
    keep();
    count.add("a");
    count.add("b");
    count.add("a");
    keep();
    keep();
    count.add("a");
    keep();
    assertThat(kept).containsExactly(Map.of("a", 2L, "b", 1L), Map.of("a", 1L));
  }

  @Test
  void handOver_keptNowhere_comesAgain() {
    count.add("a");
    count.handOver(_ -> false);
    assertThatThrownBy(() ->
            count.handOver(_ -> {
              throw new IllegalStateException("the database is gone");
            }))
        .isInstanceOf(IllegalStateException.class);
    count.add("a");
    keep();
    assertThat(kept).containsExactly(Map.of("a", 2L));
  }
}
