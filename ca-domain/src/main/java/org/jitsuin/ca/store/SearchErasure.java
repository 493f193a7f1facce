package org.jitsuin.ca.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.retention.RecordKind;

/**
 * Erases by what one person was searched for. A search names nobody but by what was typed: those
 * that are kept are walked through, some months of them.
 */
final class SearchErasure {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1_000;

  private final Set<String> names = new HashSet<>();
  private final Set<String> sounds = new HashSet<>();
  private final Set<String> birthDates = new HashSet<>();

  /** Adds what the person is called now. */
  void add(Resident resident) {
    Holder holder = resident.holder();
    addReading(resident.reading());
    names.add(RegisterText.compared(holder.name().text()));
    birthDates.add(holder.birthDate().toString());
  }

  /**
   * Adds what they were called when something was disclosed of them: names change, and so do
   * errors. What others told of themselves is left out.
   */
  void add(String registerId, Collection<Bytes> disclosed) {
    for (Bytes data : disclosed) {
      JsonNode facts = read(data);
      if (!facts.path("registerId").asText().equals(registerId)) {
        continue;
      }
      if (facts.path("name").isTextual()) {
        names.add(RegisterText.compared(facts.path("name").asText()));
      }
      addReading(reading(facts));
      if (facts.path("birthDate").isTextual()) {
        birthDates.add(facts.path("birthDate").asText());
      }
    }
  }

  private boolean matches(Bytes searched) {
    JsonNode facts = read(searched);
    if (!birthDates.contains(facts.path("birthDate").asText())) {
      return false;
    }
    NameReading said = reading(facts);
    return names.contains(RegisterText.compared(facts.path("name").asText()))
        || said.kana().map(NameReading::sound).filter(sounds::contains).isPresent()
        || said.romaji().map(NameReading::letters).filter(sounds::contains).isPresent();
  }

  private void addReading(NameReading reading) {
    reading.kana().map(NameReading::sound).ifPresent(sounds::add);
    reading.romaji().map(NameReading::letters).ifPresent(sounds::add);
  }

  private static NameReading reading(JsonNode facts) {
    return new NameReading(
        Optional.ofNullable(facts.path("nameKana").textValue()),
        Optional.ofNullable(facts.path("nameRomaji").textValue()));
  }

  private static JsonNode read(Bytes data) {
    try {
      return JSON.readTree(data.bytes());
    } catch (IOException e) {
      // Without the cause: it would repeat personal data.
      throw new IllegalStateException("what was disclosed is no JSON");
    }
  }

  /**
   * Erases.
   *
   * @return how many searches there were
   */
  int erase(Handle handle) {
    String kind = RecordKind.SEARCHES.entries().getFirst();
    int erased = 0;
    List<AuditTable.Dated> page;
    // Those in front were erased when their time was over.
    long after = RetentionTable.entry(handle, RecordKind.SEARCHES);
    do {
      page = AuditTable.page(handle, kind, after, PAGE);
      Map<String, Bytes> disclosed =
          DisclosureTable.find(
              handle,
              page.stream()
                  .flatMap(one -> DisclosureTable.hashes(one.row().body()).stream())
                  .collect(Collectors.toSet()));
      disclosed.values().removeIf(searched -> !matches(searched));
      erased += DisclosureTable.erase(handle, disclosed.keySet());
      after = page.isEmpty() ? after : page.getLast().row().number();
    } while (page.size() == PAGE);
    return erased;
  }
}
