package org.jitsuin.verifier.status;

/** Why a source tells nothing. None of these means that a certificate is good. */
public enum Silence {
  /** The certificate names no address, and none was given. */
  NO_ADDRESS("nobody to ask is named", "問い合わせ先が分かりません"),
  /** Nobody answered, not in time, or not properly. */
  UNREACHABLE("nobody answered in time", "時間内に回答がありませんでした"),
  /** The responder says that it cannot tell now. */
  TRY_LATER("the responder cannot tell at present", "問い合わせ先が現在回答できません"),
  /** The responder answers registered parties only, or not about this authority. */
  REFUSED("the responder refuses to answer", "問い合わせ先が回答を拒みました"),
  /** The responder does not know the certificate. */
  UNKNOWN("the responder does not know the certificate", "問い合わせ先がこの電子証明書を知りません"),
  /** What came is larger than anything that is answered. */
  TOO_LARGE("the answer is too large", "回答が大きすぎます"),
  /** What came cannot be read. */
  MALFORMED("the answer cannot be read", "回答を読み取れません"),
  /** What came is about something else. */
  OTHER_SCOPE("the answer is not about this certificate", "この電子証明書についての回答ではありません"),
  /** It was not signed by the authority, nor by whom it named. */
  NOT_SIGNED("the answer is not signed by the authority", "回答に認証局の正しい署名がありません"),
  /** It answers another question: somebody sends again what was said before. */
  REPLAYED("the answer is to another question", "別の問い合わせへの回答です"),
  /** It is too old, or from the future. */
  NOT_CURRENT("the answer is not current", "回答が現在のものではありません"),
  /** The source itself failed. */
  SOURCE_FAILED("the source failed", "確認の仕組みに障害があります");

  private final String en;
  private final String ja;

  Silence(String en, String ja) {
    this.en = en;
    this.ja = ja;
  }

  /** Returns a clause in English. */
  public String en() {
    return en;
  }

  /** Returns a clause in Japanese. */
  public String ja() {
    return ja;
  }
}
