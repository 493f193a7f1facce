package org.jitsuin.ca.lifecycle;

/**
 * Why a request is refused: stable codes, with what is wrong and what to do in English and
 * Japanese. A placeholder {@code {0}} takes the detail of the refusal.
 */
public enum RefusalCode {
  REQUEST_INVALID(
      Category.INVALID, "The request is not as it must be: {0}", "リクエストの内容に誤りがあります: {0}"),
  IDEMPOTENCY_KEY_MISSING(
      Category.INVALID,
      "Send a header Idempotency-Key of 8 to 128 letters, digits, hyphens or underscores, a new one for each new request.",
      "Idempotency-Key ヘッダー（8〜128文字の英数字、-、_）を付けてください。新しい申請ごとに新しい値にしてください。"),
  IDEMPOTENCY_KEY_REUSED(
      Category.CONFLICT,
      "This Idempotency-Key came before with another request. Use a new key for a new request.",
      "この Idempotency-Key は別の内容の申請で使われています。新しい値で申請してください。"),
  NOT_ALLOWED(
      Category.FORBIDDEN,
      "Your certificate does not allow this. It needs the role: {0}",
      "お使いの証明書ではこの操作はできません。必要な役割: {0}"),
  CERTIFICATE_NEEDED(
      Category.FORBIDDEN,
      "Use a client certificate of the staff authority that names your role.",
      "職員用認証局が発行した、役割の記載されたクライアント証明書を使用してください。"),
  STAFF_UNKNOWN(
      Category.FORBIDDEN,
      "Your certificate is not registered, or no longer. Ask the CA operator.",
      "お使いの証明書は登録されていないか、無効になっています。認証局の担当者に連絡してください。"),
  OTHER_MUNICIPALITY(
      Category.FORBIDDEN,
      "This belongs to another municipality. Ask the office of residence.",
      "他の市区町村の住民です。住民票のある市区町村の窓口で手続きしてください。"),
  CARD_UNKNOWN(
      Category.NOT_FOUND,
      "No such card is registered. Check the card's id.",
      "このカードは登録されていません。カードの ID を確認してください。"),
  ADDRESS_UNKNOWN(
      Category.NOT_FOUND,
      "There is nothing at this address. See /openapi for what there is.",
      "このアドレスには何もありません。/openapi を参照してください。"),
  MUNICIPALITY_UNKNOWN(
      Category.INVALID,
      "No municipality has the code {0}. Give Japan's code of five digits.",
      "市区町村コード {0} はありません。5桁の全国地方公共団体コードを指定してください。"),
  CARD_EXPIRED(
      Category.CONFLICT,
      "The card was valid until {0}. Register its successor first.",
      "カードの有効期限は {0} までです。先に新しいカードを登録してください。"),
  CARD_NOT_YET_ISSUED(
      Category.CONFLICT,
      "The card is issued on {0}. Apply on that day or later.",
      "カードの発行日は {0} です。その日以降に申請してください。"),
  HOLDER_DIFFERS(
      Category.CONFLICT,
      "The resident is known with other data. A change comes as a resident event from the register.",
      "登録済みの住民情報と異なります。変更は住民基本台帳からの異動として届けてください。"),
  CERTIFICATE_EXISTS(
      Category.CONFLICT,
      "The card already has a {0} certificate. Renew it, or revoke it first.",
      "このカードには既に {0} の証明書があります。更新するか、先に失効してください。"),
  SIGNATURE_NEEDS_REPRESENTATIVE(
      Category.CONFLICT,
      "Holders under 15 get no signature certificate by default. Issue the user-identification certificate alone.",
      "15歳未満の方には原則として署名用電子証明書を発行しません。利用者証明用電子証明書のみ発行してください。"),
  KEY_REQUEST_INVALID(
      Category.INVALID,
      "The PKCS#10 request for {0}. Make it anew on the card.",
      "証明書発行要求（PKCS#10）が正しくありません: {0}。カードで作り直してください。"),
  PROOF_OF_POSSESSION_FAILED(
      Category.INVALID,
      "The PKCS#10 request for {0} is not signed by its own key. Make it anew on the card.",
      "{0} の証明書発行要求の署名が鍵と一致しません。カードで作り直してください。"),
  KEY_ALGORITHM_NOT_ALLOWED(
      Category.INVALID,
      "The authority does not certify this kind of key; it certifies {0}.",
      "この種類の鍵には証明書を発行できません。発行できる鍵: {0}"),
  KEY_WEAK(
      Category.INVALID,
      "The key for {0}. Make a new key on the card.",
      "鍵が脆弱です: {0}。カードで新しい鍵を作ってください。"),
  KEY_REUSED(
      Category.CONFLICT,
      "The key for {0} was certified before or is used twice. Make a new key on the card.",
      "{0} の鍵は既に使われています。カードで新しい鍵を作ってください。"),
  AUTHORITY_ENDS_TOO_EARLY(
      Category.CONFLICT,
      "The authority's own certificate ends before this certificate would. The CA operator must begin a new key generation.",
      "認証局の証明書の有効期限を超えるため発行できません。認証局の担当者に連絡してください。"),
  RESIDENT_CHANGED(
      Category.CONFLICT,
      "The resident's data or the card changed while the certificates were being issued. Look again and repeat.",
      "発行処理中に住民情報またはカードが変更されました。内容を確認してやり直してください。"),
  EVENT_CONTENT_DIFFERS(
      Category.CONFLICT,
      "An event with this id was recorded with other content. Give a new event a new id.",
      "この異動 ID は別の内容で記録されています。新しい異動には新しい ID を付けてください。"),
  EVENT_WITHOUT_CHANGE(
      Category.INVALID, "An event of kind {0} needs the new value.", "{0} の異動には新しい値が必要です。");

  /** What kind of refusal it is; the API turns it into a status. */
  public enum Category {
    INVALID,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT
  }

  private final Category category;
  private final String english;
  private final String japanese;

  RefusalCode(Category category, String english, String japanese) {
    this.category = category;
    this.english = english;
    this.japanese = japanese;
  }

  public Category category() {
    return category;
  }

  /** What is wrong and what to do, in English. */
  public String english(String detail) {
    return english.replace("{0}", detail);
  }

  /** What is wrong and what to do, in Japanese. */
  public String japanese(String detail) {
    return japanese.replace("{0}", detail);
  }
}
