package org.jitsuin.ocsp.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The part behind the responder's address in a GET (RFC 6960 appendix A.1): {@code {url}/}, then
 * the URL encoding of the base64 encoding of the DER.
 *
 * <p>It is read from the request line as it came, since {@code /}, {@code //} and {@code +} are
 * data here, which a decoded and tidied path has lost. Many clients leave out the URL encoding, and
 * some end with a slash of their own. Others, or proxies before them, encode for a URL what is
 * encoded already, use the base64 of URLs (RFC 4648 §5), break lines, or make a space of a plus: as
 * none of these characters is base64, there is only one thing that can have been meant. A {@code
 * //} of the data that a proxy made one slash of is lost, and the request malformed; a query is no
 * part of a request and passed over.
 */
sealed interface GetPath {
  /** A request to be parsed. */
  final class Encoded implements GetPath {
    private final byte[] der;

    private Encoded(byte[] der) {
      this.der = der;
    }

    byte[] der() {
      return der.clone();
    }
  }

  /** The part is empty. */
  record Empty() implements GetPath {}

  /** The part is longer than any request. */
  record TooLong() implements GetPath {}

  /** The part is not base64. */
  record NotBase64() implements GetPath {}

  /**
   * @param uri the path as it came in the request line
   * @param prefix the path of the responder, such as {@code /ocsp}
   * @param maxOctets the longest request
   */
  static GetPath parse(String uri, String prefix, int maxOctets) {
    String path = withoutHost(uri);
    if (!path.startsWith(prefix)) {
      return new NotBase64();
    }
    // A request is a SEQUENCE, whose base64 begins with M: slashes in front are never data.
    String text = withoutLeadingSlashes(path.substring(prefix.length()));
    if (text.isEmpty()) {
      return new Empty();
    }
    // Every octet is at most 4/3 characters, each of them at most three.
    return text.length() > 4 * (maxOctets + 3) ? new TooLong() : decode(text);
  }

  /** Takes scheme and host from a request line in absolute form (RFC 9112 §3.2.2). */
  private static String withoutHost(String uri) {
    int host = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int path = host < 0 ? 0 : uri.indexOf('/', host + 3);
    return path < 0 ? "" : uri.substring(path);
  }

  private static String withoutLeadingSlashes(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return path.substring(start);
  }

  private static GetPath decode(String text) {
    try {
      byte[] base64 = base64(text);
      // Base64 comes in fours, so one character over is a slash that does not belong to it.
      boolean isOver = base64.length % 4 == 1 && base64[base64.length - 1] == '/';
      int length = isOver ? base64.length - 1 : base64.length;
      return new Encoded(Base64.getDecoder().decode(Arrays.copyOf(base64, length)));
    } catch (IllegalArgumentException e) {
      return new NotBase64();
    }
  }

  private static byte[] base64(String text) {
    String once = text.indexOf('%') < 0 ? text : percentDecoded(text);
    String plain = once.indexOf('%') < 0 ? once : percentDecoded(once);
    return plain
        .replace('-', '+')
        .replace(' ', '+')
        .replace('_', '/')
        .replace("\r", "")
        .replace("\n", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String percentDecoded(String text) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        decoded.write(octet(text, i + 1));
        i += 2;
      } else {
        decoded.write(text.charAt(i));
      }
    }
    return decoded.toString(StandardCharsets.ISO_8859_1);
  }

  private static int octet(String text, int index) {
    if (index + 2 > text.length()) {
      throw new IllegalArgumentException("a percent sign without two digits");
    }
    return HexFormat.fromHexDigits(text, index, index + 2);
  }
}
