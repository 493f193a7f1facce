package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much is read to say how often keys signed. */
@Tag("stack")
class KeyUseTableTest {
  private static List<Map<String, Object>> plan(String statement) {
    return TestStack.shared()
        .jdbi("admin")
        .withHandle(handle -> handle.createQuery("EXPLAIN " + statement).mapToMap().list());
  }

  /** Of each intent a narrow index is read, not the row with what was to be signed. */
  @Test
  void recorded_intents_areReadFromTheIndexAlone() {
    assertThat(plan(KeyUseTable.RECORDED))
        .filteredOn(step -> "signing_intent".equals(step.get("table")))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.get("key")).isEqualTo("state");
          assertThat((String) step.get("extra")).contains("Using index");
        });
  }

  @Test
  void counted_uses_areReadFromTheIndexAlone() {
    assertThat(plan("SELECT key_label, SUM(signatures) FROM audit.key_use GROUP BY key_label"))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.get("key")).isEqualTo("key_label");
          assertThat((String) step.get("extra")).contains("Using index");
        });
  }
}
