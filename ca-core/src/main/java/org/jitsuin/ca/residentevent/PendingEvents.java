package org.jitsuin.ca.residentevent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.lifecycle.ResidentEvent;

/** Reads events that were kept until they take effect. */
public final class PendingEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private PendingEvents() {}

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
