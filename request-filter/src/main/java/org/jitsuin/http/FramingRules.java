package org.jitsuin.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Optional;

/**
 * Says whether a request begins and ends where every other reader of the same octets thinks it does
 * (RFC 9112 §6, §11.2).
 */
final class FramingRules {
  private static final int MOST_DIGITS = 18;
  private static final int LAST_CONTROL = 0x1f;
  private static final int DELETE = 0x7f;

  private FramingRules() {}

  /** Returns whether the body comes in chunks. */
  static boolean isChunked(HeaderMap headers) {
    return headers.contains(Headers.TRANSFER_ENCODING);
  }

  /** Returns the fault of the framing, if there is one. */
  static Optional<FramingFault> fault(HttpString protocol, HeaderMap headers) {
    if (isChunked(headers)) {
      if (!protocol.equals(Protocols.HTTP_1_1)) {
        return Optional.of(FramingFault.TRANSFER_CODING_PLACE);
      }
      if (!headers.getFirst(Headers.TRANSFER_ENCODING).equalsIgnoreCase("chunked")) {
        return Optional.of(FramingFault.TRANSFER_CODING);
      }
    }
    String length = headers.getFirst(Headers.CONTENT_LENGTH);
    if (length != null && !isLength(length)) {
      return Optional.of(FramingFault.CONTENT_LENGTH);
    }
    return hasControlCharacter(headers)
        ? Optional.of(FramingFault.CONTROL_CHARACTER)
        : Optional.empty();
  }

  private static boolean isLength(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Walks the fields without making objects: each request comes by here. */
  private static boolean hasControlCharacter(HeaderMap headers) {
    for (long place = headers.fastIterateNonEmpty();
        place != -1L;
        place = headers.fiNextNonEmpty(place)) {
      HeaderValues values = headers.fiCurrent(place);
      for (int i = 0; i < values.size(); i++) {
        if (hasControlCharacter(values.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c <= LAST_CONTROL && c != '\t') || c == DELETE) {
        return true;
      }
    }
    return false;
  }
}
