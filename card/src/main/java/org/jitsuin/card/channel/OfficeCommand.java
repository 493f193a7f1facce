package org.jitsuin.card.channel;

/** What an office and a card say to each other, in numbers; docs/card.md has what they mean. */
public final class OfficeCommand {
  public static final int INITIALIZE_UPDATE = 0x50;
  public static final int EXTERNAL_AUTHENTICATE = 0x82;

  /** STORE DATA: a piece of an update. */
  public static final int STORE_DATA = 0xe2;

  /** GET DATA: where the card stands. */
  public static final int GET_DATA = 0xca;

  /** Makes the certification request of a key that is being written. */
  public static final int MAKE_REQUEST = 0x2a;

  /** READ BINARY of the last result. */
  public static final int READ_RESULT = 0xb0;

  /** In P1 of STORE DATA: nothing follows. */
  public static final int LAST_PIECE = 0x80;

  /** How much of an update, and of a result, fits into one command. */
  public static final int PIECE = 224;

  /** An update has no more octets: a certificate, and what it is for. */
  public static final int LONGEST_UPDATE = 4_096 + 64;

  private OfficeCommand() {}
}
