package org.jitsuin.ca.option;

import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.validity.Ending;

/**
 * Something that an act would bring about.
 *
 * @param certificate whose kind it is, where it is about a certificate
 * @param serial of a certificate that there is already
 * @param revocation why a certificate ends, as the law and as relying parties are told it
 * @param cardCause why a card ends
 * @param ending until when something is valid from then on
 */
public record Effect(
    What what,
    Optional<Authority> certificate,
    Optional<Serial> serial,
    Optional<Why> revocation,
    Optional<CardEnd.Cause> cardCause,
    Optional<Ending> ending) {
  /** Why a certificate is revoked. */
  public record Why(RevocationCause cause, RevocationReason reason) {}

  /** What happens; the sentences take the name of the certificate and a date. */
  public enum What {
    CARD_REGISTERED(
        "card-registered", "Registers a new card, valid until {1}.", "新しいカードが登録されます（有効期限 {1}）。"),
    CARD_ENDED("card-ended", "The card lapses.", "カードが失効します。"),
    CARD_SUSPENDED("card-suspended", "Suspends the card.", "カードが一時停止されます。"),
    CARD_LIFTED("card-lifted", "The card can be used again.", "カードが再び使えるようになります。"),
    CARD_EXTENDED("card-extended", "The card is valid until {1}.", "カードの有効期限が {1} になります。"),
    CERTIFICATES_END(
        "certificates-end",
        "Its certificates end with the card, on {1}.",
        "電子証明書もカードと同じ {1} までになります。"),
    CERTIFICATE_ISSUED(
        "certificate-issued",
        "Issues a {0} certificate, valid until {1}.",
        "{0}電子証明書が発行されます（有効期限 {1}）。"),
    CERTIFICATE_REVOKED(
        "certificate-revoked", "Ends the {0} certificate for good.", "{0}電子証明書が失効します（元に戻せません）。"),
    REVOCATION_AMENDED(
        "revocation-amended",
        "Relying parties are told a worse reason for the revocation of the {0} certificate.",
        "{0}電子証明書の失効理由が、より重いものに改められます。"),
    CERTIFICATE_HELD("certificate-held", "Suspends the {0} certificate.", "{0}電子証明書が一時停止されます。"),
    CERTIFICATE_RESTORED(
        "certificate-restored", "The {0} certificate is good again.", "{0}電子証明書が再び有効になります。");

    private final String id;
    private final String english;
    private final String japanese;

    What(String id, String english, String japanese) {
      this.id = id;
      this.english = english;
      this.japanese = japanese;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }
  }

  /** Returns a sentence in English. */
  public String english() {
    return filled(what.english, certificate.map(Effect::english));
  }

  /** Returns a sentence in Japanese. */
  public String japanese() {
    return filled(what.japanese, certificate.map(Effect::japanese));
  }

  private String filled(String sentence, Optional<String> name) {
    return sentence
        .replace("{0}", name.orElse(""))
        .replace("{1}", ending.map(end -> end.on().toString()).orElse(""));
  }

  private static String english(Authority kind) {
    return switch (kind) {
      case SIGNATURE -> "signature";
      case USER_IDENTIFICATION -> "user-identification";
    };
  }

  private static String japanese(Authority kind) {
    return switch (kind) {
      case SIGNATURE -> "署名用";
      case USER_IDENTIFICATION -> "利用者証明用";
    };
  }
}
