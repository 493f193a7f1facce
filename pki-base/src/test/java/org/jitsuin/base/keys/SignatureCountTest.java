package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jitsuin.base.keys.SignatureCount.Stretch;
import org.junit.jupiter.api.Test;

class SignatureCountTest {
  private final SignatureCount count = new SignatureCount();
  private final List<Stretch> kept = new ArrayList<>();

  private void keep() {
    count.handOver(kept::addAll);
  }

  private void keptAre(Tuple... labelFirstSignatures) {
    assertThat(kept)
        .extracting(Stretch::label, Stretch::first, Stretch::signatures)
        .containsExactlyInAnyOrder(labelFirstSignatures);
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
    keptAre(tuple("a", 1L, 2L), tuple("b", 1L, 1L), tuple("a", 3L, 1L));
    assertThat(kept).extracting(Stretch::start).containsOnly(kept.getFirst().start());
  }

  @Test
  void handOver_keptNowhere_comesAgainFromTheSameNumber() {
    count.add("a");
    assertThatThrownBy(() ->
            count.handOver(_ -> {
              throw new IllegalStateException("the database is gone");
            }))
        .isInstanceOf(IllegalStateException.class);
    count.add("a");
    keep();
    keptAre(tuple("a", 1L, 2L));
  }
}
