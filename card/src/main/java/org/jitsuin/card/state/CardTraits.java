package org.jitsuin.card.state;

import java.util.HexFormat;
import java.util.List;
import org.jitsuin.base.model.Bytes;

/**
 * In what cards differ that were made for one purpose.
 *
 * @param atr what the reader is told at power-on
 * @param blocked what VERIFY says of a locked PIN
 * @param phone whether it is the applet of a phone: another token name, and the user-identification
 *     certificate behind its PIN
 * @param padding the octet that fills files up, 0x00 or 0xFF
 * @param pinIterations how slow the hash of a PIN is
 */
public record CardTraits(
    Bytes atr, BlockedAnswer blocked, boolean phone, int padding, int pinIterations) {
  /**
   * Answers to reset that real cards and readers were seen to give, the first of them by default.
   */
  public static final List<String> KNOWN_ATRS =
      List.of(
          "3BE000FF8131FE4514",
          "3BDA13FF8131FB468012392F31C173C601C03B",
          "3BC5FF8131FB458073C6010000",
          "3BF59100FF918171FE400042000100D1D6",
          "3BF59100FF918171FE4000420001B3A115",
          "3B888001000005E0B381A1007F",
          "3B888001000041E0B381A1003B",
          "3B888001004B51FF0081D100BC",
          "3B888001004B51FFB381D1000F");

  private static final int MOST_ATR_OCTETS = 33;

  public CardTraits {
    if (atr.length() < 2 || atr.length() > MOST_ATR_OCTETS) {
      throw new IllegalArgumentException("an answer to reset has 2 to 33 octets (ISO 7816-3)");
    }
    if (padding != 0x00 && padding != 0xff) {
      throw new IllegalArgumentException("files are padded with 00 or FF");
    }
    if (pinIterations < 1) {
      throw new IllegalArgumentException("a hash of at least one iteration");
    }
  }

  /** A card as most are. */
  public static CardTraits usual() {
    return new CardTraits(
        atr(KNOWN_ATRS.getFirst()), BlockedAnswer.REFERENCE_DATA_NOT_USABLE, false, 0xff, 10_000);
  }

  private static Bytes atr(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }

  /**
   * The same with another answer to reset.
   *
   * @param hex such as one of {@link #KNOWN_ATRS}
   */
  public CardTraits withAtr(String hex) {
    return new CardTraits(atr(hex), blocked, phone, padding, pinIterations);
  }

  public CardTraits withBlocked(BlockedAnswer answer) {
    return new CardTraits(atr, answer, phone, padding, pinIterations);
  }

  public CardTraits onPhone() {
    return new CardTraits(atr, blocked, true, padding, pinIterations);
  }

  public CardTraits withPadding(int octet) {
    return new CardTraits(atr, blocked, phone, octet, pinIterations);
  }

  public CardTraits withPinIterations(int iterations) {
    return new CardTraits(atr, blocked, phone, padding, iterations);
  }
}
