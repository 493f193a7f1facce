package org.jitsuin.card.applet;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.card.state.KeyUse;

/** The elementary files of the public-key application. */
enum CardFile {
  SIGNATURE_CERTIFICATE(0x0001, Kind.CERTIFICATE, Optional.of(KeyUse.SIGNATURE)),
  SIGNATURE_AUTHORITY(0x0002, Kind.AUTHORITY, Optional.of(KeyUse.SIGNATURE)),
  TOKEN_INFORMATION(0x0006, Kind.TOKEN_INFORMATION, Optional.empty()),
  CARD_KIND(0x0008, Kind.CARD_KIND, Optional.empty()),
  IDENTIFICATION_CERTIFICATE(0x000a, Kind.CERTIFICATE, Optional.of(KeyUse.USER_IDENTIFICATION)),
  IDENTIFICATION_AUTHORITY(0x000b, Kind.AUTHORITY, Optional.of(KeyUse.USER_IDENTIFICATION)),
  IDENTIFICATION_KEY(0x0017, Kind.KEY, Optional.of(KeyUse.USER_IDENTIFICATION)),
  IDENTIFICATION_PIN(0x0018, Kind.PIN, Optional.of(KeyUse.USER_IDENTIFICATION)),
  SIGNATURE_KEY(0x001a, Kind.KEY, Optional.of(KeyUse.SIGNATURE)),
  SIGNATURE_PIN(0x001b, Kind.PIN, Optional.of(KeyUse.SIGNATURE));

  /** What is in a file. */
  enum Kind {
    CERTIFICATE,
    AUTHORITY,
    TOKEN_INFORMATION,
    CARD_KIND,
    KEY,
    PIN
  }

  private static final int SHORT_IDENTIFIER = 0x1f;

  private final int id;
  private final Kind kind;
  private final Optional<KeyUse> use;

  CardFile(int id, Kind kind, Optional<KeyUse> use) {
    this.id = id;
    this.kind = kind;
    this.use = use;
  }

  Kind kind() {
    return kind;
  }

  /** The key that the file belongs to; empty where it tells of the whole card. */
  Optional<KeyUse> use() {
    return use;
  }

  static Optional<CardFile> byId(int id) {
    return Arrays.stream(values()).filter(file -> file.id == id).findFirst();
  }

  /** The file of a short identifier: the last five bits of its name. */
  static Optional<CardFile> byShortId(int shortId) {
    return byId(shortId & SHORT_IDENTIFIER);
  }
}
