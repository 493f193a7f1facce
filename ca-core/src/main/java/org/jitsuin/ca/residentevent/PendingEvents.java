package org.jitsuin.ca.residentevent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.store.PlannedChange;

/** Reads events that were kept until they take effect. */
public final class PendingEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private PendingEvents() {}

  /**
   * The events that waited for a resident, in the order in which they came; but those that tell the
   * whole record last and in the order of their dates, so that what others bring counts first.
   *
   * @throws Fault INTEGRITY_VIOLATED
   */
  public static List<ResidentEvent> inOrder(List<PlannedChange> waiting) {
    return waiting.stream()
        .map(one -> read(one.event().orElseThrow()))
        .sorted(
            Comparator.comparing((ResidentEvent event) -> event.kind() == EventKind.CONFIRMED)
                .thenComparing(event ->
                    event.kind() == EventKind.CONFIRMED ? event.occurredOn() : LocalDate.MIN))
        .toList();
  }

  /** Returns the origin that the audit log names for the effects of an event. */
  public static String origin(String eventId) {
    return EventTransaction.origin(eventId);
  }

  /**
   * @throws Fault INTEGRITY_VIOLATED
   */
  public static ResidentEvent read(Bytes kept) {
    try {
      return ResidentEvent.of(JSON.readValue(kept.bytes(), FACTS));
    } catch (IOException | RuntimeException e) {
      // Without the cause: it would repeat personal data.
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "a kept resident event cannot be read");
    }
  }
}
