package org.jitsuin.card.holder;

import java.time.LocalDate;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.card.state.KeyUse;

/** Says what an answer of OCSP means for the holder, and what to do. */
public final class OcspWords {
  private static final int KEY_COMPROMISE = 1;
  private static final int CA_COMPROMISE = 2;
  private static final int AFFILIATION_CHANGED = 3;
  private static final int SUPERSEDED = 4;
  private static final int CESSATION = 5;
  private static final int HOLD = 6;

  private OcspWords() {}

  /** Returns the sentence of an answer. */
  public static Words of(KeyUse use, OcspAnswer answer) {
    return switch (answer) {
      case OcspAnswer.Good _ -> new Words("有効です。", "It is good.");
      case OcspAnswer.Unknown _ ->
          new Words(
              "問い合わせ先はこの電子証明書を知りません。発行した認証局の問い合わせ先か確かめてください。",
              "Whoever was asked does not know this certificate; ask the authority that issued it.");
      case OcspAnswer.Revoked revoked -> of(use, JapanTime.date(revoked.at()), revoked.reason());
    };
  }

  private static Words of(KeyUse use, LocalDate day, int reason) {
    return switch (reason) {
      case AFFILIATION_CHANGED -> changed(use, day);
      case HOLD ->
          new Words(
              "%sから一時停止中です。カードが見つかったときは、住所地の市区町村の窓口で解除を申請してください。".formatted(day),
              "It is suspended since %s. If the card is found again, have the suspension lifted at"
                      .formatted(day)
                  + " the office of your municipality.");
      case SUPERSEDED ->
          new Words(
              "%sに新しい電子証明書に替わりました。新しいものを使ってください。".formatted(day),
              "A newer one took its place on %s; use that.".formatted(day));
      case CESSATION ->
          new Words(
              "%sに失効しました（届出またはカードの返納などによる）。必要なときは、窓口で新しい発行を申請してください。".formatted(day),
              "It was ended on %s, at somebody's wish or with the card; if you need one, ask at the"
                      .formatted(day)
                  + " office of your municipality.");
      case KEY_COMPROMISE ->
          new Words(
              "%sに、鍵が他人に使われるおそれがあるため失効しました。窓口で新しい発行を申請してください。".formatted(day),
              "It was revoked on %s since somebody else may have the key; ask your office for a new"
                      .formatted(day)
                  + " one.");
      case CA_COMPROMISE ->
          new Words(
              "%sに、認証局の側の理由で失効しました。窓口で新しい発行を申請してください。".formatted(day),
              "It was revoked on %s for a reason of the authority's; ask your office for a new one."
                  .formatted(day));
      default ->
          new Words(
              "%sに失効しました。理由は住所地の市区町村の窓口にお問い合わせください。".formatted(day),
              "It was revoked on %s; the office of your municipality knows why.".formatted(day));
    };
  }

  private static Words changed(KeyUse use, LocalDate day) {
    return switch (use) {
      case SIGNATURE ->
          new Words(
              "%sに氏名・住所などが変わったため失効しました。窓口で新しい発行を申請してください。".formatted(day),
              "The address, or something else that stands in it, changed on %s: ask your office for"
                      .formatted(day)
                  + " a new one.");
      case USER_IDENTIFICATION ->
          new Words(
              "%sに住民票の記載が変わったため失効しました。窓口にお問い合わせください。".formatted(day),
              "Your entry in the resident register changed on %s: ask at your office."
                  .formatted(day));
    };
  }
}
