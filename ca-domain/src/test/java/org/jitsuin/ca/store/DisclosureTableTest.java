package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jitsuin.base.model.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTableTest {
  private static final String HASH = "ab".repeat(32);

  private static Bytes entry(String member, String value) {
    return Bytes.of(
        "{\"detail\":{\"%s\":\"%s\"}}".formatted(member, value).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hashes_ofWhatAnEntryBinds_areFound() {
    assertThat(DisclosureTable.hashes(entry("content", HASH))).containsExactly(HASH);
    assertThat(DisclosureTable.hashes(entry("content", "x"))).isEmpty();
  }

  /** A name may look like the hash of somebody else's data, which would be erased with it. */
  @ParameterizedTest
  @ValueSource(strings = {"event", "cause", "name", "party", "card"})
  void hashes_ofWhatOthersChose_areNone(String member) {
    assertThat(DisclosureTable.hashes(entry(member, HASH))).isEmpty();
  }
}
