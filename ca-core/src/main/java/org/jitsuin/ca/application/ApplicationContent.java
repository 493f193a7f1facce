package org.jitsuin.ca.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** The content of an application, which is complete when the holder was there. */
final class ApplicationContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ApplicationContent() {}

  /** Returns whether nothing is added to a content. */
  static boolean isNothing(Optional<Bytes> more) {
    return more.map(ApplicationContent::object).map(ObjectNode::isEmpty).orElse(true);
  }

  /** The content with members that were missing in it. None that is there is changed. */
  static Outcome<Bytes> extended(Bytes content, Optional<Bytes> more) {
    if (isNothing(more)) {
      return Outcome.done(content);
    }
    ObjectNode whole = object(content);
    for (Map.Entry<String, JsonNode> member : object(more.orElseThrow()).properties()) {
      JsonNode entered = whole.get(member.getKey());
      if (member.getValue().equals(entered)) {
        continue;
      }
      if (entered != null) {
        return refused("cannot change what was entered: " + known(member.getKey()));
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
