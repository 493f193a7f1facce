package org.jitsuin.ca.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;

/**
 * Recognises PINs in requests, so that none is taken in: the leaflet promises the holder that the
 * signature password is 6 to 16 letters and digits and the other one four digits, both known to the
 * card alone (leaflet, certificate §1; domain, section 3.6). It errs on the side of refusing.
 */
final class PinGuard {
  /** The one member of that name that is legitimate: of which certificate the PIN is. */
  private static final String CHOICE = "pin";

  private static final List<String> PARTS_OF_NAMES =
      List.of(
          "password",
          "passwd",
          "passcode",
          "passphrase",
          "pincode",
          "pinvalue",
          "pinnumber",
          "ansho",
          "secret",
          "暗証",
          "暗唱番号",
          "パスワード",
          "パスコード",
          "ピンコード");

  private static final Set<String> WORDS_OF_NAMES = Set.of("pin", "pins", "puk", "pass", "pwd");

  /** Identifiers and numbers of documents, which may have the form of a PIN and are none. */
  private static final Set<String> IDENTIFIERS =
      Set.of(
          "registerId",
          "event",
          "cancels",
          "card",
          "order",
          "chip",
          "serial",
          "serials",
          "municipality",
          "notification",
          "application",
          "job",
          "person",
          "window",
          "nameSubstitutes",
          "addressSubstitutes");

  /** The border between the words of a name: newPin, new-pin, NEW_PIN. */
  private static final Pattern BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^\\p{L}\\p{Nd}]+");

  private static final String FOUR_DIGITS = "\\d{4}";
  private static final String LETTERS_AND_DIGITS =
      "(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\\d)[A-Z0-9]{6,16}";
  private static final Pattern PIN = Pattern.compile(FOUR_DIGITS + "|" + LETTERS_AND_DIGITS);

  /**
   * Words of which each sentence about a PIN contains at least one; searched first, as that is
   * cheap.
   */
  private static final List<String> MENTIONS =
      List.of("pin", "password", "passcode", "暗証", "パスワード");

  /** A sentence that speaks of a PIN and holds something of its form. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?i:\\bPIN\\b|password|passcode|暗証|パスワード).*(?<![A-Za-z0-9])(?:"
              + PIN.pattern()
              + ")(?![A-Za-z0-9])",
          Pattern.DOTALL);

  private static final int LONGEST_PIN = 16;
  private static final int MOST_REMEMBERED = 1_000;

  /** Members that were found harmless: requests have the same few again and again. */
  private final Set<String> harmless = ConcurrentHashMap.newKeySet();

  /**
   * Returns whether the parser's current token looks like a PIN, by its member's name or by its
   * text.
   */
  boolean isPin(JsonToken token, JsonParser json) throws IOException {
    boolean value = token.isStructStart() || token.isScalarValue();
    return token == JsonToken.FIELD_NAME
        ? isPin(json.currentName())
        : value && isPin(member(token, json), token, json);
  }

  /** The member that a value belongs to, through arrays; empty outside of all objects. */
  private static String member(JsonToken token, JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    if (token.isStructStart()) {
      context = context.getParent();
    }
    while (context != null && context.getCurrentName() == null) {
      context = context.getParent();
    }
    return context == null ? "" : context.getCurrentName();
  }

  /** A PIN may come in the place of a name. */
  private boolean isPin(String member) {
    return !harmless.contains(member) && PIN.matcher(narrow(member)).matches();
  }

  private boolean isPin(String member, JsonToken token, JsonParser json) throws IOException {
    boolean text = token == JsonToken.VALUE_STRING;
    if (namesPin(member)) {
      boolean choice = text && member.equals(CHOICE) && Authority.byId(json.getText()).isPresent();
      return !choice && !token.isBoolean() && token != JsonToken.VALUE_NULL;
    }
    return text && !IDENTIFIERS.contains(member) && looksLikePin(narrow(json.getText()));
  }

  private boolean namesPin(String member) {
    if (harmless.contains(member)) {
      return false;
    }
    boolean names = looksLikeName(member);
    if (!names && harmless.size() < MOST_REMEMBERED) {
      harmless.add(member);
    }
    return names;
  }

  private static boolean looksLikeName(String member) {
    String narrow = narrow(member);
    String small = narrow.toLowerCase(Locale.ROOT);
    return PARTS_OF_NAMES.stream().anyMatch(small::contains)
        || Arrays.stream(BORDER.split(narrow))
            .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("\\d+$", ""))
            .anyMatch(WORDS_OF_NAMES::contains);
  }

  private static boolean looksLikePin(String text) {
    if (text.length() <= LONGEST_PIN && PIN.matcher(text).matches()) {
      return true;
    }
    String small = text.toLowerCase(Locale.ROOT);
    return MENTIONS.stream().anyMatch(small::contains) && TOLD.matcher(text).find();
  }

  /**
   * Returns a text with its full-width digits and letters made narrow: a PIN may be typed in
   * either.
   */
  private static String narrow(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }
}
