package org.jitsuin.card.applet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;

/** What stands in the files of the application. */
final class FileContent {
  /** Files end in padding: their size is a multiple of this. */
  static final int UNIT = 2_048;

  /** A CK_TOKEN_INFO structure (PKCS #11 §3.2), big-endian. */
  private static final int TOKEN_INFORMATION_OCTETS = 160;

  private static final int LABEL_OCTETS = 32;
  private static final int NAME_OCTETS = 32;
  private static final int NUMBER_OCTETS = 16;

  /** CKF_WRITE_PROTECTED, CKF_LOGIN_REQUIRED, CKF_USER_PIN_INITIALIZED, CKF_TOKEN_INITIALIZED. */
  private static final int FLAGS = 0x0000_040e;

  private static final int UNAVAILABLE = -1;
  private static final int SIZES_AND_COUNTS = 10;
  private static final int LONGEST_PIN = 16;
  private static final int SHORTEST_PIN = 4;

  /** What EF 0008 says of a card with and without a signature certificate. */
  private static final byte[] WITH_SIGNATURE = {0x00, 0x0f, 0x00};

  private static final byte[] WITHOUT_SIGNATURE = {0x00, (byte) 0x8f, 0x00};

  private FileContent() {}

  /** Whether the card has that file: keys and certificates may be missing. */
  static boolean exists(CardFile file, CardState state) {
    return switch (file.kind()) {
      case CERTIFICATE, AUTHORITY, KEY -> credential(file, state).isPresent();
      case TOKEN_INFORMATION, CARD_KIND, PIN -> true;
    };
  }

  /** The content; empty for what no command reads, and for what is not there. */
  static Optional<byte[]> of(CardFile file, CardState state) {
    CardTraits traits = state.traits();
    return switch (file.kind()) {
      case CERTIFICATE ->
          credential(file, state).flatMap(Credential::certificate).map(der -> padded(der, traits));
      case AUTHORITY ->
          credential(file, state)
              .flatMap(Credential::authorityCertificate)
              .map(der -> padded(der, traits));
      case TOKEN_INFORMATION -> Optional.of(tokenInformation(traits));
      case CARD_KIND -> Optional.of(cardKind(state));
      case KEY, PIN -> Optional.empty();
    };
  }

  private static Optional<Credential> credential(CardFile file, CardState state) {
    return file.use().flatMap(state.active()::credential);
  }

  private static byte[] padded(Bytes der, CardTraits traits) {
    int size = (der.length() + UNIT - 1) / UNIT * UNIT;
    byte[] content = Arrays.copyOf(der.bytes(), size);
    Arrays.fill(content, der.length(), size, (byte) traits.padding());
    return content;
  }

  private static byte[] cardKind(CardState state) {
    boolean signs = state.active().credential(KeyUse.SIGNATURE).isPresent();
    return (signs ? WITH_SIGNATURE : WITHOUT_SIGNATURE).clone();
  }

  private static byte[] tokenInformation(CardTraits traits) {
    ByteBuffer content = ByteBuffer.allocate(TOKEN_INFORMATION_OCTETS);
    content.put(text(traits.phone() ? "JPKIAPGPSETOKEN" : "JPKIAPICCTOKEN", LABEL_OCTETS, '\0'));
    content.put(text("Jitsuin", NAME_OCTETS, ' '));
    content.put(text("0001", NUMBER_OCTETS, ' '));
    // Not a number of this card: whoever comes near could follow its holder by it.
    content.put(text("0", NUMBER_OCTETS, '0'));
    content.putInt(FLAGS);
    for (int i = 0; i < SIZES_AND_COUNTS; i++) {
      content.putInt(
          switch (i) {
            case 4 -> LONGEST_PIN;
            case 5 -> SHORTEST_PIN;
            default -> UNAVAILABLE;
          });
    }
    content.put(text("0100", 4, '0'));
    content.put(text("0", NUMBER_OCTETS, '0'));
    return content.array();
  }

  private static byte[] text(String text, int length, char filler) {
    byte[] octets = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    Arrays.fill(octets, text.length(), length, (byte) filler);
    return octets;
  }
}
