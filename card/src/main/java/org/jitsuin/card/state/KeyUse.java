package org.jitsuin.card.state;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;

/** The two keys of a card, each with a PIN of its own (暗証番号). */
public enum KeyUse {
  /** Signs documents; its PIN has 6 to 16 capital letters and digits, its counter five tries. */
  SIGNATURE(1, Authority.SIGNATURE, 5, "[A-Z0-9]{6,16}"),
  /** Logs in; its PIN has four digits, its counter three tries. */
  USER_IDENTIFICATION(2, Authority.USER_IDENTIFICATION, 3, "[0-9]{4}");

  private final int number;
  private final Authority authority;
  private final int tries;
  private final Pattern pins;

  KeyUse(int number, Authority authority, int tries, String pins) {
    this.number = number;
    this.authority = authority;
    this.tries = tries;
    this.pins = Pattern.compile(pins);
  }

  /** The number in stored states and in commands of the office. */
  public int number() {
    return number;
  }

  /** Who issues the certificate of this key. */
  public Authority authority() {
    return authority;
  }

  /** How many wrong tries in a row lock the PIN. */
  public int tries() {
    return tries;
  }

  /** Returns whether those octets may be made this key's PIN, by length and characters. */
  public boolean mayBePin(byte[] octets) {
    return pins.matcher(new String(octets, StandardCharsets.ISO_8859_1)).matches();
  }
}
