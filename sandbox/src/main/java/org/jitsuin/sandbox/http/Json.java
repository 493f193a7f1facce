package org.jitsuin.sandbox.http;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/** What programs send, read with care. */
public final class Json {
  private Json() {}

  /**
   * Reads an object.
   *
   * @throws Refused if it is none
   */
  public static Map<String, Object> object(String text) {
    // The library takes "null" and "[]", too.
    if (!text.stripLeading().startsWith("{")) {
      throw Refused.malformed();
    }
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw Refused.malformed();
    }
  }

  /** Returns a text of an object; empty where it is missing or something else. */
  public static Optional<String> text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * Returns octets of an object, which are written as base64; empty where they are missing.
   *
   * @throws Refused if they are malformed
   */
  public static Optional<Bytes> octets(Map<String, Object> object, String name) {
    try {
      return text(object, name).map(Base64.getDecoder()::decode).map(Bytes::of);
    } catch (IllegalArgumentException e) {
      throw Refused.malformed();
    }
  }

  /** Answers with an object. */
  public static Answer answer(int status, Map<String, ?> object) {
    return Answer.json(status, JSONObjectUtils.toJSONString(object));
  }

  /** Answers that something is not done, and why, in both languages. */
  public static Answer refusal(Refused refused) {
    return answer(
        refused.status(),
        Map.of(
            "error", refused.code(),
            "error_description", refused.words().en(),
            "error_description_ja", refused.words().ja()));
  }
}
