package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class PairConditionTest {
  private record Key(int first, String second) {}

  private static List<Key> found(List<Key> keys) {
    PairCondition among = PairCondition.of(keys, "a", Key::first, "b", Key::second);
    return TestStack.shared()
        .jdbi("ca")
        .withHandle(handle ->
            among
                .bind(
                    handle.createQuery(
                        """
                        SELECT a, b FROM (
                          SELECT 1 a, 'x' b UNION SELECT 1, 'y' UNION SELECT 2, 'x' UNION SELECT 2, 'y'
                        ) pairs WHERE a > 0 AND %s ORDER BY a, b
                        """
                            .formatted(among.sql())))
                .map((row, context) -> new Key(row.getInt("a"), row.getString("b")))
                .list());
  }

  @Test
  void of_pairs_findsThoseAndNotTheOtherCombinations() {
    assertThat(found(List.of(new Key(1, "x"), new Key(2, "y"))))
        .containsExactly(new Key(1, "x"), new Key(2, "y"));
    assertThat(found(List.of(new Key(1, "x"), new Key(1, "y"), new Key(2, "y"))))
        .containsExactly(new Key(1, "x"), new Key(1, "y"), new Key(2, "y"));
    assertThat(found(List.of(new Key(3, "x")))).isEmpty();
  }
}
