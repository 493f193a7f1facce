package org.jitsuin.card.state;

import org.jitsuin.base.model.Bytes;

/**
 * The keys with which an office opens the card (GlobalPlatform SCP03): AES of 128 bits each.
 *
 * @param version which set it is, 1 to 127
 * @param encryption Key-ENC
 * @param authentication Key-MAC
 * @param data Key-DEK
 */
public record ChannelKeys(int version, Bytes encryption, Bytes authentication, Bytes data) {
  /** The length of each. */
  public static final int OCTETS = 16;

  public ChannelKeys {
    if (version < 1 || version > 127) {
      throw new IllegalArgumentException("a key version from 1 to 127");
    }
    if (encryption.length() != OCTETS
        || authentication.length() != OCTETS
        || data.length() != OCTETS) {
      throw new IllegalArgumentException("keys of " + OCTETS + " octets");
    }
  }

  /** Returns the version alone. */
  @Override
  public String toString() {
    return "ChannelKeys[" + version + "]";
  }
}
