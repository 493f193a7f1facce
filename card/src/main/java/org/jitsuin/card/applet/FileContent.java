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

  /** Of hardware and firmware, in characters and not in numbers, as on the real card. */
  private static final String VERSIONS = "0301";

  private static final int UNAVAILABLE = -1;
  private static final int SIZES_AND_COUNTS = 10;
  private static final int LONGEST_PIN = 16;
  private static final int SHORTEST_PIN = 4;

  /** What EF 0008 says of a certificate that there is. */
  private static final byte PRESENT = (byte) 0x8f;

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

  /**
   * Which certificates there are, that for signatures first; nobody knows what the third is for.
   */
  private static byte[] cardKind(CardState state) {
    return new byte[] {
      presence(KeyUse.SIGNATURE, state), presence(KeyUse.USER_IDENTIFICATION, state), 0
    };
  }

  private static byte presence(KeyUse use, CardState state) {
    return state.active().credential(use).isPresent() ? PRESENT : 0;
  }

  private static byte[] tokenInformation(CardTraits traits) {
    ByteBuffer content = ByteBuffer.allocate(TOKEN_INFORMATION_OCTETS);
    content.put(text(traits.phone() ? "JPKIAPGPSETOKEN" : "JPKIAPICCTOKEN2", LABEL_OCTETS, ' '));
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
    content.put(text(VERSIONS, 4, '0'));
    content.put(text("0", NUMBER_OCTETS, '0'));
    return content.array();
  }

  private static byte[] text(String text, int length, char filler) {
    byte[] octets = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    Arrays.fill(octets, text.length(), length, (byte) filler);
    return octets;
  }
}
