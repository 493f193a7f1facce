package org.jitsuin.card.personalisation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.Operation;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.Order;

/**
 * Writes a card for an office. Each step first asks where the card stands and does what is missing,
 * so that whatever was cut off is finished by doing it again: with this channel or another, at this
 * counter or another.
 *
 * <p>A renewal is {@link #prepare}, the authority's certificates, {@link #finish}. Until the last
 * command of it the holder's old keys and certificates are in use, and from then on the new ones.
 */
public final class CardWriter {
  private final OfficeChannel channel;

  /** Of the last update that the card has; nobody else changes it while the channel is open. */
  private int counter;

  private CardWriter(OfficeChannel channel, int counter) {
    this.channel = channel;
    this.counter = counter;
  }

  /**
   * Writes the card of that number, and no other that lies in the reader.
   *
   * @throws WrongCardException if it is another
   */
  public static CardWriter of(String number, OfficeChannel channel) throws IOException {
    Standing standing = channel.standing();
    if (!standing.number().equals(number)) {
      throw new WrongCardException();
    }
    return new CardWriter(channel, standing.counter());
  }

  public Standing standing() throws IOException {
    return channel.standing();
  }

  public KeyStanding standing(KeyUse use) throws IOException {
    return channel.standing(use);
  }

  /**
   * Has the card make the keys that an order is for, where it did not yet, and sign their requests.
   *
   * @param order names the office's act; the same for each attempt
   * @return a PKCS #10 request for each use
   * @throws OtherOrderException if another order is not finished
   */
  public Map<KeyUse, Bytes> prepare(Bytes order, Set<KeyUse> uses, SignatureScheme scheme)
      throws IOException {
    Standing standing = channel.standing();
    if (standing.order().isEmpty()) {
      update(Operation.BEGIN, order);
    } else {
      requireOrder(standing, order);
    }
    Map<KeyUse, Bytes> requests = new EnumMap<>(KeyUse.class);
    for (KeyUse use : uses) {
      if (channel.standing(use).newKey().isEmpty()) {
        update(Operation.GENERATE, of(order, use, new byte[] {number(scheme)}));
      }
      requests.put(use, channel.request(use));
    }
    return requests;
  }

  /** Makes another key in the place of a new one, as where the authority refused that. */
  public void replaceKey(Bytes order, KeyUse use, SignatureScheme scheme) throws IOException {
    requireOrder(channel.standing(), order);
    update(Operation.GENERATE, of(order, use, new byte[] {number(scheme)}));
  }

  private static byte number(SignatureScheme scheme) {
    return switch (scheme) {
      case RSA_2048_SHA256 -> 1;
      case ECDSA_P384_SHA384 -> 2;
      case RSA_4096_SHA256, ECDSA_P256_SHA256, ML_DSA_65 ->
          throw new IllegalArgumentException("no card makes " + scheme.id() + " keys");
    };
  }

  /**
   * Writes certificates and puts them to use with their keys, all at once. Where that was done
   * already, nothing is done.
   *
   * @throws OtherOrderException if another order is not finished
   * @throws CardRefusedException if a certificate is not that of the key, or a PIN was never set
   * @throws ChannelException if the card has neither the order nor these certificates
   */
  public void finish(Bytes order, Map<KeyUse, WrittenCertificate> certificates) throws IOException {
    Standing standing = channel.standing();
    if (standing.order().isEmpty()) {
      requireActive(certificates);
      return;
    }
    requireOrder(standing, order);
    for (Map.Entry<KeyUse, WrittenCertificate> entry : certificates.entrySet()) {
      write(order, entry.getKey(), entry.getValue());
    }
    update(Operation.ACTIVATE, order);
    requireActive(certificates);
  }

  private void write(Bytes order, KeyUse use, WrittenCertificate written) throws IOException {
    KeyStanding standing = channel.standing(use);
    if (!isThere(standing.newCertificate(), written.certificate())) {
      update(Operation.CERTIFICATE, of(order, use, written.certificate().bytes()));
    }
    if (!isThere(standing.newAuthority(), written.authority())) {
      update(Operation.AUTHORITY, of(order, use, written.authority().bytes()));
    }
  }

  private static boolean isThere(Optional<Bytes> hash, Bytes octets) {
    return hash.equals(Optional.of(KeyStanding.hash(octets)));
  }

  private void requireActive(Map<KeyUse, WrittenCertificate> certificates) throws IOException {
    for (Map.Entry<KeyUse, WrittenCertificate> entry : certificates.entrySet()) {
      Optional<Bytes> active = channel.standing(entry.getKey()).activeCertificate();
      if (!isThere(active, entry.getValue().certificate())) {
        throw new ChannelException("the card does not hold the certificates of this order");
      }
    }
  }

  /** Gives an order up, if it is being written; the keys that were made for it are gone. */
  public void abandon(Bytes order) throws IOException {
    Standing standing = channel.standing();
    if (standing.order().isPresent()) {
      requireOrder(standing, order);
      update(Operation.ABANDON, order);
    }
  }

  /** Sets a PIN, also in the place of one that was forgotten, with all its tries. */
  public void setPin(KeyUse use, byte[] pin) throws IOException {
    byte[] content = ByteBuffer.allocate(1 + pin.length).put((byte) use.number()).put(pin).array();
    update(Operation.PIN, Bytes.of(content));
  }

  /** Gives a locked PIN its tries back; the PIN stays as it is. */
  public void unlock(KeyUse use) throws IOException {
    update(Operation.UNLOCK, Bytes.of(new byte[] {(byte) use.number()}));
  }

  /** Replaces the keys that open the channel, from the next one on. */
  public void changeKeys(ChannelKeys keys) throws IOException {
    byte[] content =
        ByteBuffer.allocate(1 + 3 * ChannelKeys.OCTETS)
            .put((byte) keys.version())
            .put(keys.encryption().bytes())
            .put(keys.authentication().bytes())
            .put(keys.data().bytes())
            .array();
    update(Operation.KEYS, Bytes.of(content));
  }

  /** Ends the card for good: keys and PINs are erased. */
  public void end() throws IOException {
    if (!channel.standing().ended()) {
      update(Operation.END, Bytes.of(new byte[0]));
    }
  }

  private void update(Operation operation, Bytes content) throws IOException {
    channel.update(counter + 1, operation, content);
    counter++;
  }

  private static void requireOrder(Standing standing, Bytes order) throws IOException {
    Optional<Bytes> begun = standing.order();
    if (begun.isEmpty()) {
      throw new ChannelException("no order is being written to the card");
    }
    if (!begun.orElseThrow().equals(order)) {
      throw new OtherOrderException(begun.orElseThrow());
    }
  }

  private static Bytes of(Bytes order, KeyUse use, byte[] content) {
    return Bytes.of(
        ByteBuffer.allocate(Order.ID_OCTETS + 1 + content.length)
            .put(order.bytes())
            .put((byte) use.number())
            .put(content)
            .array());
  }
}
