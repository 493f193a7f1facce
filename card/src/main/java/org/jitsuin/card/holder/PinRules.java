package org.jitsuin.card.holder;

import org.jitsuin.card.state.KeyUse;

/** What PINs are like, as the leaflet that comes with a card says. */
final class PinRules {
  private PinRules() {}

  /**
   * @param mixed whether letters and digits are as they should be
   * @throws HolderFailure with the rule that is not kept
   */
  static void check(KeyUse use, byte[] octets, boolean mixed) {
    boolean right = use.mayBePin(octets);
    switch (use) {
      case USER_IDENTIFICATION -> {
        if (!right) {
          throw new HolderFailure(
              "利用者証明用電子証明書の暗証番号は、半角の数字4桁です。",
              "The PIN for user identification is four digits, not in full width.");
        }
      }
      case SIGNATURE -> {
        if (!right || !mixed) {
          throw new HolderFailure(
              "署名用電子証明書の暗証番号は、半角の英字と数字の両方を含む6文字から16文字です。",
              "The PIN for signatures is 6 to 16 letters and digits, both of them, not in full"
                  + " width.");
        }
      }
    }
  }
}
