package org.jitsuin.ca.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.ca.retention.RecordKind;
import org.junit.jupiter.api.Test;

/** What an entry binds is erased some day, whatever kind of entry comes to be. */
class BoundRecordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The examples' hash of personal data; their fingerprints of certificates are others. */
  private static final String HASH = "ab".repeat(32);

  private static boolean binds(AuditEntry entry) {
    try {
      List<String> texts = new ArrayList<>();
      JsonNode detail = JSON.readTree(entry.encoded()).path("detail");
      detail.forEach(member -> texts.add(member.asText()));
      return texts.contains(HASH);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void entries_thatBindPersonalData_areOfRecordsWithATime() {
    List<String> binding =
        Stream.concat(
                ActExamples.entries(),
                ActExamples.variants().map(variant -> (AuditEntry) variant.get()[1]))
            .filter(BoundRecordsTest::binds)
            .map(AuditEntry::kind)
            .distinct()
            .toList();
    assertThat(binding)
        .contains("card-registered", "holder-searched", "application-received")
        .allSatisfy(kind -> assertThat(RecordKind.ofEntry(kind)).as(kind).isPresent());
  }
}
