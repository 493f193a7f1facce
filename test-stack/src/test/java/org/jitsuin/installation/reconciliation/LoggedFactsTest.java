package org.jitsuin.installation.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that tell more and less of one kind of thing are noted together, in any order. */
@Tag("stack")
class LoggedFactsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGISTERED =
      "{\"act\":\"relying-party-registered\",\"detail\":{\"name\":\"%s\","
          + "\"authorities\":[\"signature\"],\"certificates\":[\"ab\"]}}";
  private static final String OF_THE_CEREMONY =
      "{\"act\":\"staff-registered\",\"detail\":{\"name\":\"%s\",\"serial\":\"0a\","
          + "\"role\":\"relying-party\",\"municipality\":\"\"}}";
  private static final String ENDED =
      "{\"act\":\"relying-party-ended\",\"detail\":{\"name\":\"%s\"}}";

  static Stream<List<String>> orders() {
    List<String> entries = new ArrayList<>(List.of(REGISTERED, OF_THE_CEREMONY, ENDED));
    return Stream.of(0, 1, 2)
        .map(distance -> {
          List<String> rotated = new ArrayList<>(entries);
          Collections.rotate(rotated, distance);
          return List.copyOf(rotated);
        });
  }

  private static JsonNode entry(String form, int number) {
    try {
      return JSON.readTree(form.replace("%s", "party-" + number));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Map<String, Object>> noted(Handle handle, List<String> entries) {
    LoggedFacts facts = new LoggedFacts(handle);
    try {
      for (int i = 0; i < entries.size(); i++) {
        facts.note(i + 1L, entry(entries.get(i), i));
      }
      facts.write();
      return handle
          .select("SELECT active, authorities FROM audit.told_relying_party ORDER BY entry_no")
          .mapToMap()
          .list();
    } finally {
      facts.forget();
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void write_relyingPartiesOfEveryKind_inAnyOrder(List<String> entries) {
    List<Map<String, Object>> rows =
        TestStack.shared().jdbi("admin").withHandle(handle -> noted(handle, entries));
    assertThat(rows).hasSize(3);
    for (int i = 0; i < rows.size(); i++) {
      boolean tells = entries.get(i).equals(REGISTERED);
      assertThat(rows.get(i).get("active")).isEqualTo(!entries.get(i).equals(ENDED));
      assertThat(rows.get(i).get("authorities")).isEqualTo(tells ? "signature" : null);
    }
  }
}
