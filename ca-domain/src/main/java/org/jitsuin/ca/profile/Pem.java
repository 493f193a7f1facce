package org.jitsuin.ca.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.jitsuin.base.model.Bytes;

/** DER as text (RFC 7468). */
public final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /** The result of looking for PEM objects in a text. */
  public sealed interface Content {
    /** The text contains one object, with one of the labels that were asked for. */
    record One(Bytes der) implements Content {}

    /**
     * The text contains several objects, of whatever kind: nobody can tell which is meant.
     *
     * @param count how many
     */
    record Several(int count) implements Content {}

    /** The text contains no object, or one that cannot be read or is of another kind. */
    record None() implements Content {}
  }

  public static String certificate(byte[] der) {
    return encode("CERTIFICATE", der);
  }

  /** A request for a certificate (PKCS #10). */
  public static String certificateRequest(byte[] der) {
    return encode("CERTIFICATE REQUEST", der);
  }

  /** An unencrypted PKCS #8 private key. */
  public static String privateKey(byte[] der) {
    return encode("PRIVATE KEY", der);
  }

  private static String encode(String label, byte[] der) {
    return BEGIN
        + label
        + DASHES
        + "\n"
        + LINES.encodeToString(der)
        + "\n"
        + END
        + label
        + DASHES
        + "\n";
  }

  /** Returns whether a text has the boundary of an object. */
  public static boolean isIn(String text) {
    return text.contains(BEGIN);
  }

  /**
   * Reads the one object of a text. What stands before and after it explains it to people, such as
   * the "Bag Attributes" of openssl, and is passed over (RFC 7468 §2 and §5.2); lines may end in
   * whichever way, or not at all.
   *
   * @param labels what it may be called
   */
  public static Content read(String text, Set<String> labels) {
    int count = count(text);
    if (count > 1) {
      return new Content.Several(count);
    }
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int labelled = text.indexOf(DASHES, begin);
    if (count == 0 || labelled < 0 || !labels.contains(text.substring(begin, labelled))) {
      return new Content.None();
    }
    int body = labelled + DASHES.length();
    int end = text.indexOf(END + text.substring(begin, labelled) + DASHES, body);
    return end < 0 ? new Content.None() : decode(text.substring(body, end));
  }

  private static int count(String text) {
    int count = 0;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      count++;
    }
    return count;
  }

  /** The octets that base64 stands for, wherever white space is in it. */
  public static Content decode(String base64) {
    try {
      byte[] octets = Base64.getDecoder().decode(withoutWhiteSpace(base64));
      return octets.length == 0 ? new Content.None() : new Content.One(Bytes.of(octets));
    } catch (IllegalArgumentException _) {
      return new Content.None();
    }
  }

  /** Octets beyond ASCII become question marks, which are no base64 either. */
  private static byte[] withoutWhiteSpace(String base64) {
    byte[] octets = base64.getBytes(StandardCharsets.US_ASCII);
    int length = 0;
    for (byte octet : octets) {
      if (octet != ' ' && (octet < '\t' || octet > '\r')) {
        octets[length] = octet;
        length++;
      }
    }
    return Arrays.copyOf(octets, length);
  }
}
