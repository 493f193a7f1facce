package org.jitsuin.card.applet;

/** The status words that the card gives (ISO 7816-4 §5.6). */
final class StatusWord {
  static final int OK = 0x9000;
  static final int TRIES_LEFT = 0x63c0;
  static final int MEMORY_FAILURE = 0x6581;
  static final int WRONG_LENGTH = 0x6700;
  static final int LOGICAL_CHANNEL_NOT_SUPPORTED = 0x6881;
  static final int SECURE_MESSAGING_NOT_SUPPORTED = 0x6882;
  static final int CHAINING_NOT_SUPPORTED = 0x6884;
  static final int INCOMPATIBLE_FILE = 0x6981;
  static final int SECURITY_STATUS_NOT_SATISFIED = 0x6982;
  static final int CONDITIONS_NOT_SATISFIED = 0x6985;
  static final int NO_CURRENT_FILE = 0x6986;

  /** What the real card says to READ BINARY and VERIFY with secure messaging. */
  static final int NO_SECURE_MESSAGING_HERE = 0x69fc;

  static final int WRONG_DATA = 0x6a80;
  static final int NOT_FOUND = 0x6a82;
  static final int NOT_ENOUGH_MEMORY = 0x6a84;
  static final int WRONG_PARAMETERS = 0x6a86;
  static final int NO_SUCH_KEY = 0x6a88;
  static final int WRONG_OFFSET = 0x6b00;
  static final int UNKNOWN_INSTRUCTION = 0x6d00;
  static final int UNKNOWN_CLASS = 0x6e00;
  static final int UNKNOWN_FAILURE = 0x6f00;

  private StatusWord() {}
}
