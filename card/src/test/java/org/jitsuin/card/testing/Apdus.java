package org.jitsuin.card.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.card.applet.Card;

/** Commands in hexadecimal, as the documents of real cards write them. */
public final class Apdus {
  public static final String APPLICATION = "00A4040C0AD392F000260100000001";
  public static final String CARD_MANAGER = "00A4040C07A0000001510000";

  private Apdus() {}

  /** Sends a command and returns the status alone, such as {@code 9000}. */
  public static String status(Card card, String command) {
    byte[] answer = send(card, command);
    return hex(Arrays.copyOfRange(answer, answer.length - 2, answer.length));
  }

  /** Sends a command and returns its data; anything but 9000 is an error. */
  public static byte[] data(Card card, String command) {
    byte[] answer = send(card, command);
    int length = answer.length - 2;
    String status = hex(Arrays.copyOfRange(answer, length, answer.length));
    if (!status.equals("9000")) {
      throw new AssertionError(command + " was answered with " + status);
    }
    return Arrays.copyOf(answer, length);
  }

  /** Sends several and returns the status of the last. */
  public static String last(Card card, String... commands) {
    String status = "";
    for (String command : commands) {
      status = status(card, command);
    }
    return status;
  }

  public static byte[] send(Card card, String command) {
    return card.process(HexFormat.of().parseHex(command));
  }

  /** SELECT of a file. */
  public static String file(String id) {
    return "00A4020C02" + id;
  }

  /** VERIFY with a PIN. */
  public static String verify(String pin) {
    return "00200080" + body(pin.getBytes(StandardCharsets.US_ASCII));
  }

  /** CHANGE REFERENCE DATA to a PIN. */
  public static String change(String pin) {
    return "00240180" + body(pin.getBytes(StandardCharsets.US_ASCII));
  }

  /** COMPUTE DIGITAL SIGNATURE over that many octets of 5A. */
  public static String sign(int length) {
    byte[] input = new byte[length];
    Arrays.fill(input, (byte) 0x5a);
    return "802A0080" + body(input) + "00";
  }

  /** READ BINARY of the current file. */
  public static String read(int offset, int length) {
    return "00B0" + octet(offset >> Byte.SIZE) + octet(offset) + octet(length);
  }

  /** The last eight bits of a number, in hexadecimal. */
  public static String octet(int value) {
    return HexFormat.of().withUpperCase().toHexDigits((byte) value);
  }

  private static String body(byte[] octets) {
    return octet(octets.length) + hex(octets);
  }

  public static String hex(byte[] octets) {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }
}
