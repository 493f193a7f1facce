package org.jitsuin.ca.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** The content of an application, completed when the holder is there. */
final class ApplicationContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The members that are given only when the holder is at the counter. */
  private static final Set<String> AT_THE_COUNTER = Set.of("requests", "identityCheck");

  private ApplicationContent() {}

  /**
   * The content with members that were missing in it. None that is there is changed; what a second
   * person approved takes only what comes about at the counter.
   */
  static Outcome<Bytes> complete(Bytes content, Optional<Bytes> more, boolean approved) {
    if (more.isEmpty()) {
      return Outcome.done(content);
    }
    ObjectNode whole = object(content);
    for (Map.Entry<String, JsonNode> member : object(more.get()).properties()) {
      JsonNode entered = whole.get(member.getKey());
      if (member.getValue().equals(entered)) {
        continue;
      }
      if (entered != null) {
        return refused("cannot change what was entered: " + known(member.getKey()));
      }
      if (approved && !AT_THE_COUNTER.contains(member.getKey())) {
        return refused("cannot add to what was approved: " + known(member.getKey()));
      }
      whole.set(member.getKey(), member.getValue());
    }
    try {
      return Outcome.done(Bytes.of(JSON.writeValueAsBytes(whole)));
    } catch (IOException e) {
      throw new IllegalStateException("JSON that was read can be written", e);
    }
  }

  private static Outcome<Bytes> refused(String problem) {
    return Outcome.refused(RefusalCode.REQUEST_INVALID, "content " + problem);
  }

  /** A member's name, if it can be one; callers may send anything. */
  private static String known(String name) {
    return name.matches("[A-Za-z]{1,40}") ? name : "a member";
  }

  private static ObjectNode object(Bytes json) {
    try {
      if (JSON.readTree(json.bytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // Without the cause: it would repeat personal data.
    }
    throw new Fault(FaultCode.INTEGRITY_VIOLATED, "the content of an application cannot be read");
  }
}
