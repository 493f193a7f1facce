package org.jitsuin.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jitsuin.verifier.status.Reason;

/**
 * Says what happened to a certificate, when by the calendar of Japan, and what its holder can do.
 */
final class ReasonWords {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private ReasonWords() {}

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, JAPAN);
  }

  static Words suspended(Instant since) {
    return new Words(
        "It is suspended since %s. If the card is found again, have the suspension lifted at the office of your municipality."
            .formatted(day(since)),
        "%sから一時停止中です。カードが見つかったときは、住所地の市区町村の窓口で解除を申請してください。".formatted(day(since)));
  }

  /** Where it is not known since when. */
  static Words suspended() {
    return new Words(
        "It is suspended. If the card is found again, have the suspension lifted at the office of your municipality.",
        "一時停止中です。カードが見つかったときは、住所地の市区町村の窓口で解除を申請してください。");
  }

  /** Where neither time nor reason is known. */
  static Words revoked() {
    return new Words(
        "It is revoked; the office of your municipality knows since when and why.",
        "失効しています。時期と理由は住所地の市区町村の窓口にお問い合わせください。");
  }

  static Words expired(Instant since) {
    return new Words(
        "It ended on %s. The office of your municipality issues a new one.".formatted(day(since)),
        "%sで有効期限が切れました。住所地の市区町村の窓口で更新してください。".formatted(day(since)));
  }

  static Words notYet(Instant from) {
    return new Words(
        "It begins on %s only.".formatted(day(from)), "%sから有効です。".formatted(day(from)));
  }

  static Words revoked(CertificateKind kind, Instant since, Reason reason) {
    LocalDate day = day(since);
    return switch (reason) {
      case AFFILIATION_CHANGED -> changed(kind, day);
      case SUPERSEDED ->
          new Words(
              "A newer one took its place on %s; use that.".formatted(day),
              "%sに新しい電子証明書に替わりました。新しいものを使ってください。".formatted(day));
      case CESSATION_OF_OPERATION ->
          new Words(
              "It was ended on %s, at somebody's wish or with the card; if you need one, ask at the office of your municipality."
                  .formatted(day),
              "%sに失効しました（届出またはカードの返納などによる）。必要なときは、窓口で新しい発行を申請してください。".formatted(day));
      case KEY_COMPROMISE ->
          new Words(
              "It was revoked on %s since somebody else may have the key; ask your office for a new one."
                  .formatted(day),
              "%sに、鍵が他人に使われるおそれがあるため失効しました。窓口で新しい発行を申請してください。".formatted(day));
      case CA_COMPROMISE ->
          new Words(
              "It was revoked on %s for a reason of the authority's; ask your office for a new one."
                  .formatted(day),
              "%sに、認証局の側の理由で失効しました。窓口で新しい発行を申請してください。".formatted(day));
      case CERTIFICATE_HOLD -> suspended(since);
      case UNSPECIFIED, PRIVILEGE_WITHDRAWN, AA_COMPROMISE ->
          new Words(
              "It was revoked on %s; the office of your municipality knows why.".formatted(day),
              "%sに失効しました。理由は住所地の市区町村の窓口にお問い合わせください。".formatted(day));
    };
  }

  private static Words changed(CertificateKind kind, LocalDate day) {
    return kind == CertificateKind.SIGNATURE
        ? new Words(
            "The address, or something else that stands in it, changed on %s: ask your office for a new one."
                .formatted(day),
            "%sに氏名・住所などが変わったため失効しました。窓口で新しい発行を申請してください。".formatted(day))
        : new Words(
            "The entry in the resident register changed on %s: ask at your office.".formatted(day),
            "%sに住民票の記載が変わったため失効しました。窓口にお問い合わせください。".formatted(day));
  }
}
