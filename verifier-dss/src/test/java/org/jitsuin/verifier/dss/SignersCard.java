package org.jitsuin.verifier.dss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.PinOutcome;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.state.CardKey;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.Generation;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.jitsuin.samples.SampleKey;

/** A virtual card whose signature key has any certificate, its PIN verified. */
final class SignersCard {
  private final HolderCard card;

  private SignersCard(HolderCard card) {
    this.card = card;
  }

  /** Puts key and certificates on a card, and power on the card. */
  static SignersCard of(
      SampleKey key, X509CertificateHolder certificate, X509CertificateHolder authority) {
    CardState blank = TestCards.personalisedState(CardTraits.usual());
    Credential credential =
        new Credential(
            new CardKey(
                SignatureScheme.RSA_2048_SHA256,
                Bytes.of(key.pair().getPrivate().getEncoded()),
                Bytes.of(key.pair().getPublic().getEncoded())),
            Optional.of(Bytes.of(encoded(certificate))),
            Optional.of(Bytes.of(encoded(authority))));
    CardState state =
        new CardState(
            blank.number(),
            blank.traits(),
            blank.channelKeys(),
            blank.updates(),
            new Generation(1, Map.of(KeyUse.SIGNATURE, credential)),
            Optional.empty(),
            blank.pins(),
            false);
    HolderCard card = HolderCard.open(AppletChannel.to(TestCards.card(state)));
    try (Pin pin = Pin.of(KeyUse.SIGNATURE, TestCards.SIGNATURE_PIN.toCharArray())) {
      assertThat(card.verify(KeyUse.SIGNATURE, pin)).isInstanceOf(PinOutcome.Right.class);
    }
    return new SignersCard(card);
  }

  /** The card for the holder's client. */
  SigningCard client() {
    return SigningCard.of(card, KeyUse.SIGNATURE);
  }

  /** Has the card sign what another program put together. */
  byte[] sign(byte[] octets) {
    try {
      return card.sign(
          KeyUse.SIGNATURE,
          new DigestInfo(
                  new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                  MessageDigest.getInstance("SHA-256").digest(octets))
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
