package org.jitsuin.card.counter;

import org.jitsuin.card.holder.Words;

/** Why a counter's agent did not do something; names are stable. */
public enum ProblemCode {
  REQUEST_INVALID(400, "依頼の内容が正しくありません。", "The request is not as it should be."),
  IDEMPOTENCY_KEY_MISSING(
      400,
      "Idempotency-Keyがありません。依頼ごとに新しいUUIDを付けてください。",
      "There is no Idempotency-Key; send a new UUID with each request of its own."),
  TOKEN_NEEDED(
      401,
      "端末プログラムのトークンが違います。端末に表示されたトークンを入力してください。",
      "The token of the counter agent is missing or wrong; enter the one that it showed."),
  ORIGIN_NOT_ALLOWED(
      403, "この画面からは端末プログラムを使えません。", "Pages of that origin may not use the counter agent."),
  HOST_NOT_ALLOWED(403, "端末プログラムはこの名前では使えません。", "The counter agent is not reached by that name."),
  ADDRESS_UNKNOWN(404, "そのアドレスはありません。", "There is nothing at that address."),
  READER_UNKNOWN(
      404,
      "カードリーダーが見つかりません。接続を確かめてください。",
      "There is no such reader; look whether it is connected."),
  JOB_UNKNOWN(404, "その処理は記録にありません。", "There is no such job."),
  METHOD_NOT_ALLOWED(405, "その方法では使えません。", "That method is not for this address."),
  BODY_TOO_LARGE(413, "依頼が大きすぎます。", "The request is too large."),
  IDEMPOTENCY_KEY_REUSED(
      409,
      "同じIdempotency-Keyで別の依頼を受けています。",
      "Something else was asked for under that Idempotency-Key."),
  CARD_ABSENT(409, "カードがありません。リーダーに置いてください。", "There is no card in the reader; put it there."),
  CARD_BUSY(
      409,
      "このリーダーでは別の処理の途中です。終わるのを待ってください。",
      "Something else is being done at this reader; wait until that is done."),
  CARD_NOT_OURS(
      409,
      "このカードはこの窓口の鍵では開けません。別のカードか、別の発行元のカードです。",
      "The card does not open with the keys of this office."),
  CARD_DIFFERS(
      409,
      "リーダーにあるのは別のカードです。手続のカードを置いてください。",
      "The card in the reader is another one; put the one of the act there."),
  CARD_ENDED(409, "このカードは廃止されていて、使えません。", "The card was ended and does nothing more."),
  ORDER_OTHER(
      409,
      "カードに別の書込みが途中で残っています。先に終えるか、取り消してください。",
      "Another order was begun on the card; finish it or take it back first."),
  ORDER_NOT_ON_CARD(
      409,
      "カードにこの書込みの鍵がありません。鍵の作成からやり直してください。",
      "The card has no keys of this order; begin with prepare."),
  CERTIFICATE_NOT_OF_KEY(
      409,
      "証明書がカードの鍵のものではないか、その発行者のものではありません。",
      "A certificate is not that of the card's key, or not its issuer's."),
  CARD_REFUSED(409, "カードが処理を受け付けませんでした。", "The card refused it."),
  CARD_REMOVED(
      409,
      "カードと通信できなくなりました。カードを置き直して、同じ処理をもう一度行ってください。続きから行われます。",
      "The card does not answer any more; put it back and do the same again, which goes on from"
          + " there."),
  PIN_CANCELLED(409, "暗証番号の入力は中止されました。", "Entering the PIN was cancelled."),
  PIN_NOT_ENTERED(409, "時間内に暗証番号が入力されませんでした。", "No PIN was entered while there was time."),
  INTERRUPTED(
      409,
      "端末プログラムが途中で終了しました。同じ処理をもう一度行ってください。続きから行われます。",
      "The counter agent ended in the middle; do the same again, which goes on from there."),
  AGENT_FAILED(
      500, "端末プログラムに誤りが起きました。", "Something went wrong in the counter agent; its log says what."),
  READERS_UNAVAILABLE(
      503, "カードリーダーのサービスが動いていません。", "The service of the card readers (pcscd) does not run."),
  AGENT_BUSY(
      503, "端末プログラムが混み合っています。", "The counter agent has too much to do; ask again in a moment.");

  private final int status;
  private final String ja;
  private final String en;

  ProblemCode(int status, String ja, String en) {
    this.status = status;
    this.ja = ja;
    this.en = en;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** What is wrong and what to do, without what is special about one case. */
  public Words words() {
    return new Words(ja, en);
  }
}
