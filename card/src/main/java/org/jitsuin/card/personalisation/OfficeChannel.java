package org.jitsuin.card.personalisation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.Operation;
import org.jitsuin.card.channel.SecureChannel;
import org.jitsuin.card.channel.SessionKeys;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.channel.Update;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.KeyUse;

/**
 * An open channel to a card: both ends have shown each other that they have its keys. It is used by
 * one thread; after any exception it is of no use any more, and another is opened.
 */
public final class OfficeChannel {
  private static final byte[] CARD_MANAGER = {
    0x00, (byte) 0xa4, 0x04, 0x0c, 0x07, (byte) 0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00
  };

  private static final int OK = 0x9000;
  private static final int PROPRIETARY = 0x80;
  private static final int DIVERSIFICATION = 10;
  private static final int CHALLENGE_AT = 13;
  private static final int CRYPTOGRAM_AT = CHALLENGE_AT + SessionKeys.PROOF_OCTETS;
  private static final int OFFER_OCTETS = CRYPTOGRAM_AT + SessionKeys.PROOF_OCTETS;

  private final CardLink link;
  private final SecureChannel channel;

  private OfficeChannel(CardLink link, SecureChannel channel) {
    this.link = link;
    this.channel = channel;
  }

  /**
   * Opens a channel.
   *
   * @throws ChannelException if the card does not have the keys that it names
   * @throws CardRefusedException if it does not believe that the office has them
   */
  public static OfficeChannel open(CardLink link, KeySource keys, SecureRandom random)
      throws IOException {
    exchange(link, CARD_MANAGER, "the card manager");
    byte[] challenge = new byte[SessionKeys.PROOF_OCTETS];
    random.nextBytes(challenge);
    byte[] offer =
        exchange(
            link,
            DerWriter.concatenate(
                header(PROPRIETARY, OfficeCommand.INITIALIZE_UPDATE, 0, 0),
                new byte[] {(byte) challenge.length},
                challenge,
                new byte[1]),
            "a channel");
    if (offer.length != OFFER_OCTETS) {
      throw new ChannelException("what answers is no card that an office can write");
    }
    SessionKeys session = session(keys, challenge, offer);
    SecureChannel channel = new SecureChannel(session);
    byte[] header =
        header(SecureChannel.CLASS, OfficeCommand.EXTERNAL_AUTHENTICATE, SecureChannel.LEVEL, 0);
    byte[] proof = channel.authenticate(header);
    exchange(
        link,
        DerWriter.concatenate(header, new byte[] {(byte) proof.length}, proof),
        "the office's keys");
    return new OfficeChannel(link, channel);
  }

  private static SessionKeys session(KeySource source, byte[] challenge, byte[] offer)
      throws ChannelException {
    Bytes diversification = Bytes.of(Arrays.copyOf(offer, DIVERSIFICATION));
    ChannelKeys keys = source.keys(diversification, offer[DIVERSIFICATION]);
    SessionKeys session =
        SessionKeys.of(keys, challenge, Arrays.copyOfRange(offer, CHALLENGE_AT, CRYPTOGRAM_AT));
    byte[] shown = Arrays.copyOfRange(offer, CRYPTOGRAM_AT, OFFER_OCTETS);
    if (!SessionKeys.same(shown, session.cardCryptogram())) {
      throw new ChannelException("the card does not have the keys of this office");
    }
    return session;
  }

  /** Where the card stands. */
  public Standing standing() throws IOException {
    return Standing.decode(send(OfficeCommand.GET_DATA, 0, 0, new byte[0], "where it stands"))
        .orElseThrow(() -> new ChannelException("the card's standing is not understood"));
  }

  /** How one of its keys stands. */
  public KeyStanding standing(KeyUse use) throws IOException {
    byte[] answer = send(OfficeCommand.GET_DATA, 0, use.number(), new byte[0], "how a key stands");
    return KeyStanding.decode(answer)
        .orElseThrow(() -> new ChannelException("a key's standing is not understood"));
  }

  /**
   * Changes the card, if it is this update's turn. To send the last one again is without effect.
   *
   * @param counter one more than {@link Standing#counter()}
   */
  public void update(int counter, Operation operation, Bytes content) throws IOException {
    byte[] whole = new Update(counter, operation, content).encoded();
    int piece = 0;
    for (int start = 0; start < whole.length; start += OfficeCommand.PIECE) {
      int end = Math.min(whole.length, start + OfficeCommand.PIECE);
      int last = end == whole.length ? OfficeCommand.LAST_PIECE : 0;
      byte[] data = Arrays.copyOfRange(whole, start, end);
      send(OfficeCommand.STORE_DATA, last, piece++, data, operation.toString());
    }
  }

  /** Has a new key make its certification request (PKCS #10). */
  public Bytes request(KeyUse use) throws IOException {
    byte[] length =
        send(OfficeCommand.MAKE_REQUEST, 0, use.number(), new byte[0], "a certification request");
    int octets = ((length[0] & 0xff) << Byte.SIZE) | (length[1] & 0xff);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    while (request.size() < octets) {
      int offset = request.size();
      request.writeBytes(
          send(
              OfficeCommand.READ_RESULT,
              offset >> Byte.SIZE,
              offset & 0xff,
              new byte[0],
              "the certification request"));
    }
    return Bytes.of(request.toByteArray());
  }

  private byte[] send(int instruction, int p1, int p2, byte[] data, String what)
      throws IOException {
    byte[] header = header(SecureChannel.CLASS, instruction, p1, p2);
    byte[] hidden = channel.protectCommand(header, data);
    byte[] answer =
        exchange(
            link,
            DerWriter.concatenate(header, new byte[] {(byte) hidden.length}, hidden, new byte[1]),
            what);
    Optional<byte[]> opened = channel.openAnswer(answer, OK);
    return opened.orElseThrow(
        () -> new ChannelException("an answer that is not the card's to this command"));
  }

  private static byte[] exchange(CardLink link, byte[] command, String what) throws IOException {
    byte[] response = link.transmit(command);
    if (response.length < 2) {
      throw new ChannelException("what answers is no card");
    }
    int length = response.length - 2;
    int status = ((response[length] & 0xff) << Byte.SIZE) | (response[length + 1] & 0xff);
    if (status != OK) {
      throw new CardRefusedException(what, status);
    }
    return Arrays.copyOf(response, length);
  }

  private static byte[] header(int type, int instruction, int p1, int p2) {
    return new byte[] {(byte) type, (byte) instruction, (byte) p1, (byte) p2};
  }
}
