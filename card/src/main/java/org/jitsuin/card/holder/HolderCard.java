package org.jitsuin.card.holder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.smartcardio.CardChannel;
import org.jitsuin.card.state.KeyUse;

/**
 * A card's public-key application, by the commands that every holder may send. Where real cards and
 * programs differ, both ways are understood: a locked PIN says 6983 or 6984, files end in padding,
 * a query comes with or without a length.
 */
public final class HolderCard {
  private static final byte[] APPLICATION = HexFormat.of().parseHex("d392f000260100000001");
  private static final int SELECT = 0xa4;
  private static final int READ = 0xb0;
  private static final int VERIFY = 0x20;
  private static final int CHANGE = 0x24;
  private static final int SIGN = 0x2a;
  private static final int CURRENT = 0x80;
  private static final int PIECE = 256;

  /** No certificate on a card is longer; the offset has no more than 15 bits. */
  private static final int LONGEST_FILE = 8_192;

  private final CardLink link;

  private HolderCard(CardLink link) {
    this.link = link;
  }

  /**
   * Opens the application.
   *
   * @throws HolderFailure if the card has none
   */
  public static HolderCard open(CardChannel channel) {
    CardLink link = new CardLink(channel);
    if (!link.tell(0x00, SELECT, 0x04, 0x0c, APPLICATION).isOk()) {
      throw new HolderFailure(
          "このカードには電子証明書の機能がありません。マイナンバーカードを置いてください。",
          "This card has no application for electronic certificates; put an Individual Number"
              + " Card into the reader.");
    }
    return new HolderCard(link);
  }

  /** The files of one use. */
  private record Files(int certificate, int authority, int key, int pin) {
    static Files of(KeyUse use) {
      return switch (use) {
        case USER_IDENTIFICATION -> new Files(0x000a, 0x000b, 0x0017, 0x0018);
        case SIGNATURE -> new Files(0x0001, 0x0002, 0x001a, 0x001b);
      };
    }
  }

  private boolean select(int file) {
    return link.tell(0x00, SELECT, 0x02, 0x0c, new byte[] {(byte) (file >> 8), (byte) file}).isOk();
  }

  /**
   * Returns a certificate; empty where the card has none, or shows it only after its PIN, as that
   * for signatures.
   */
  public Optional<X509Certificate> certificate(KeyUse use) {
    return read(Files.of(use).certificate());
  }

  /** Returns the certificate of the authority that issued the other. */
  public Optional<X509Certificate> authority(KeyUse use) {
    return read(Files.of(use).authority());
  }

  private Optional<X509Certificate> read(int file) {
    if (!select(file)) {
      return Optional.empty();
    }
    CardReply beginning = link.ask(0x00, READ, 0, 0, 4);
    byte[] head = beginning.data();
    // A sequence whose length stands in two octets: no certificate is shorter.
    if (!beginning.hasData() || head.length < 4 || head[0] != 0x30 || (head[1] & 0xff) != 0x82) {
      return Optional.empty();
    }
    int length = (((head[2] & 0xff) << 8) | (head[3] & 0xff)) + 4;
    if (length > LONGEST_FILE) {
      return Optional.empty();
    }
    return Optional.of(certificate(octets(length)));
  }

  private byte[] octets(int length) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(length);
    while (whole.size() < length) {
      int offset = whole.size();
      int wanted = Math.min(PIECE, length - offset);
      CardReply piece = link.ask(0x00, READ, offset >> 8, offset & 0xff, wanted);
      if (!piece.hasData() || piece.data().length == 0) {
        throw unreadable(null);
      }
      whole.write(piece.data(), 0, Math.min(piece.data().length, length - offset));
    }
    return whole.toByteArray();
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw unreadable(e);
    }
  }

  private static HolderFailure unreadable(Exception cause) {
    return new HolderFailure(
        "カードの電子証明書を読み取れません。住所地の市区町村の窓口にお問い合わせください。",
        "A certificate on the card cannot be read; ask at the office of your municipality.",
        cause);
  }

  /**
   * Returns how many wrong tries a PIN still allows; asking costs none. Empty where the card does
   * not say.
   */
  public Optional<Integer> triesLeft(KeyUse use) {
    if (!select(Files.of(use).pin())) {
      return Optional.empty();
    }
    CardReply reply = link.tell(0x00, VERIFY, 0x00, CURRENT, new byte[0]);
    if (!reply.tellsTries() && !reply.isBlocked()) {
      // Some cards want a length, of nothing.
      reply = link.ask(0x00, VERIFY, 0x00, CURRENT, 0);
    }
    if (reply.isBlocked()) {
      return Optional.of(0);
    }
    return reply.tellsTries() ? Optional.of(reply.tries()) : Optional.empty();
  }

  /** Has a PIN compared; a wrong one costs a try. */
  public PinOutcome verify(KeyUse use, Pin pin) {
    if (!select(Files.of(use).pin())) {
      return new PinOutcome.Locked();
    }
    CardReply reply = pin.with(octets -> link.tell(0x00, VERIFY, 0x00, CURRENT, octets));
    if (reply.isOk()) {
      return new PinOutcome.Right();
    }
    if (reply.isBlocked() || (reply.tellsTries() && reply.tries() == 0)) {
      return new PinOutcome.Locked();
    }
    if (reply.tellsTries()) {
      return new PinOutcome.Wrong(reply.tries());
    }
    throw refused(reply);
  }

  /** Changes a PIN that was verified just before. */
  public void change(KeyUse use, Pin fresh) {
    if (!select(Files.of(use).pin())) {
      throw new HolderFailure("暗証番号を変更できません。", "The PIN cannot be changed.");
    }
    CardReply reply = fresh.with(octets -> link.tell(0x00, CHANGE, 0x01, CURRENT, octets));
    if (!reply.isOk()) {
      throw refused(reply);
    }
  }

  /**
   * Has something signed; the PIN was verified before.
   *
   * @param input of RSA a DigestInfo, of ECDSA a digest
   */
  public byte[] sign(KeyUse use, byte[] input) {
    if (!select(Files.of(use).key())) {
      throw new HolderFailure("カードに鍵がありません。", "The card has no such key.");
    }
    CardReply reply = link.compute(0x80, SIGN, 0x00, CURRENT, input);
    if (!reply.isOk() || reply.data().length == 0) {
      throw refused(reply);
    }
    return reply.data();
  }

  private static HolderFailure refused(CardReply reply) {
    String status = HexFormat.of().withUpperCase().toHexDigits((short) reply.status());
    return new HolderFailure(
        "カードが処理を受け付けませんでした（%s）。".formatted(status), "The card refused it (%s).".formatted(status));
  }
}
