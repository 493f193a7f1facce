package org.jitsuin.ca.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.MyNumber;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * Looks through JSON for what no member may be, whatever its type: PINs and My Numbers, which must
 * not come any further; {@code null}, which says neither that something is so nor that it is not;
 * and halves of characters, which the database would keep as something else.
 */
final class RequestScan {
  /** Members that consist of zeros and ones only, one for each character of their text. */
  private static final Set<String> FLAGS = Set.of("nameSubstitutes", "addressSubstitutes");

  private final JsonParser json;
  private final PinGuard pins;
  private boolean pin;
  private boolean myNumber;
  private Optional<String> fault = Optional.empty();

  private RequestScan(JsonParser json, PinGuard pins) {
    this.json = json;
    this.pins = pins;
  }

  /**
   * Looks through all of it, or to where it is no JSON any more.
   *
   * @return the gravest of what was found
   */
  static Optional<Refusal> refusal(JsonParser json, PinGuard pins) {
    return scanned(json, pins).gravest();
  }

  /** Returns the refusal of content that nobody may even look at; otherwise as {@link #refusal}. */
  static Optional<Refusal> secret(JsonParser json, PinGuard pins) {
    return scanned(json, pins).found();
  }

  private static RequestScan scanned(JsonParser json, PinGuard pins) {
    RequestScan scan = new RequestScan(json, pins);
    try {
      scan.run();
    } catch (IOException _) {
      // Whoever reads it says so.
    }
    return scan;
  }

  private Optional<Refusal> found() {
    if (pin) {
      return Optional.of(Refusal.of(RefusalCode.PIN_NOT_ACCEPTED));
    }
    return myNumber
        ? Optional.of(Refusal.of(RefusalCode.MY_NUMBER_NOT_ACCEPTED))
        : Optional.empty();
  }

  private Optional<Refusal> gravest() {
    return found()
        .or(() -> fault.map(problem -> new Refusal(RefusalCode.REQUEST_INVALID, problem)));
  }

  private void run() throws IOException {
    for (JsonToken token = json.nextToken(); token != null && !pin; token = json.nextToken()) {
      pin = pins.isPin(token, json);
      if (token == JsonToken.VALUE_NULL) {
        note("must not be null; omit it if there is no value");
      } else if (token == JsonToken.FIELD_NAME || token.isScalarValue()) {
        look(token, json.getText());
      }
    }
  }

  private void look(JsonToken token, String text) throws IOException {
    String member = Optional.ofNullable(json.currentName()).orElse("");
    boolean flags = token == JsonToken.VALUE_STRING && FLAGS.contains(member);
    myNumber |= !flags && MyNumber.isIn(text);
    if (!isWellFormed(text)) {
      note("contains an unpaired surrogate character");
    }
  }

  private void note(String problem) {
    if (fault.isEmpty()) {
      fault = Optional.of("member " + path() + " " + problem);
    }
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(character ->
            character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  private String path() {
    Deque<String> steps = new ArrayDeque<>();
    for (JsonStreamContext at = json.getParsingContext(); at != null; at = at.getParent()) {
      if (at.hasCurrentName()) {
        steps.push(at.getCurrentName());
      } else if (at.inArray()) {
        steps.push("[" + at.getCurrentIndex() + "]");
      }
    }
    return String.join(".", steps);
  }
}
