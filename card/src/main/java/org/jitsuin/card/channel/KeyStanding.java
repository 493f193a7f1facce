package org.jitsuin.card.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;

/**
 * How one of a card's keys stands. Hashes are SHA-256, and empty where there is nothing.
 *
 * @param triesLeft of its PIN
 * @param pinSet whether it has a PIN
 * @param activeCertificate the hash of the certificate in use
 * @param newKey the hash of the SubjectPublicKeyInfo of the key that is being written
 * @param newCertificate the hash of its certificate
 * @param newAuthority the hash of its authority's certificate
 */
public record KeyStanding(
    int triesLeft,
    boolean pinSet,
    Optional<Bytes> activeCertificate,
    Optional<Bytes> newKey,
    Optional<Bytes> newCertificate,
    Optional<Bytes> newAuthority) {
  private static final int HASH = 32;
  private static final int OCTETS = 2 + 4 * HASH;

  public static KeyStanding of(KeyUse use, CardState state) {
    Optional<Credential> written = state.order().flatMap(order -> order.credential(use));
    return new KeyStanding(
        state.pin(use).triesLeft(),
        state.pin(use).reference().isPresent(),
        state.active().credential(use).flatMap(Credential::certificate).map(KeyStanding::hash),
        written.map(credential -> hash(credential.key().publicKey())),
        written.flatMap(Credential::certificate).map(KeyStanding::hash),
        written.flatMap(Credential::authorityCertificate).map(KeyStanding::hash));
  }

  /** The hash by which a certificate or a key is known here. */
  public static Bytes hash(Bytes octets) {
    return Bytes.of(Fingerprint.of(octets.bytes()).octets());
  }

  /** Tries, whether there is a PIN, and four hashes, of zeros where there is nothing. */
  public byte[] encoded() {
    ByteBuffer out = ByteBuffer.allocate(OCTETS);
    out.put((byte) triesLeft).put((byte) (pinSet ? 1 : 0));
    put(out, activeCertificate);
    put(out, newKey);
    put(out, newCertificate);
    put(out, newAuthority);
    return out.array();
  }

  private static void put(ByteBuffer out, Optional<Bytes> hash) {
    out.put(hash.map(Bytes::bytes).orElse(new byte[HASH]));
  }

  /** Takes an encoding apart; empty if it is none. */
  public static Optional<KeyStanding> decode(byte[] encoded) {
    if (encoded.length != OCTETS) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(encoded);
    return Optional.of(
        new KeyStanding(in.get(), in.get() == 1, get(in), get(in), get(in), get(in)));
  }

  private static Optional<Bytes> get(ByteBuffer in) {
    byte[] hash = new byte[HASH];
    in.get(hash);
    return Arrays.equals(hash, new byte[HASH]) ? Optional.empty() : Optional.of(Bytes.of(hash));
  }
}
