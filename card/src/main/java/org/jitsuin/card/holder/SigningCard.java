package org.jitsuin.card.holder;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.operator.ContentSigner;
import org.jitsuin.card.state.KeyUse;

/**
 * A card whose PIN was verified, ready to sign: a key with its certificate and that of the
 * authority.
 */
public final class SigningCard {
  private final HolderCard card;
  private final KeyUse use;
  private final List<X509Certificate> chain;

  private SigningCard(HolderCard card, KeyUse use, List<X509Certificate> chain) {
    this.card = card;
    this.use = use;
    this.chain = chain;
  }

  /**
   * Takes a card whose PIN of that use was verified.
   *
   * @throws HolderFailure if it has no such certificate
   */
  public static SigningCard of(HolderCard card, KeyUse use) {
    X509Certificate own =
        card.certificate(use)
            .orElseThrow(() ->
                new HolderFailure(
                    "カードに" + CertificateWords.name(use).ja() + "がありません。",
                    "The card has no " + CertificateWords.name(use).en() + "."));
    return new SigningCard(
        card,
        use,
        card.authority(use).map(authority -> List.of(own, authority)).orElse(List.of(own)));
  }

  /** Returns the certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Returns the certificate and what there is of its chain on the card. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** Returns a signer for one content. */
  ContentSigner signer() {
    return new CardSigner(card, use, certificate());
  }
}
