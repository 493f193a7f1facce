package org.jitsuin.ca.outcome;

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
  SAME_PERSON(
      Category.FORBIDDEN,
      "You entered it yourself; somebody else must approve it.",
      "ご自身が入力したものは承認できません。別の方が承認してください。"),
  SECOND_PERSON_NEEDED(
      Category.CONFLICT,
      "Your municipality asks for a second person here. Enter it as an application ({0}), which a supervisor then approves.",
      "この手続きには二人目の承認が必要です。申請（{0}）として入力し、責任者の承認を受けてください。"),
  APPLICATION_UNKNOWN(
      Category.NOT_FOUND,
      "No such application was received. Check its id.",
      "この申請は受け付けられていません。申請の ID を確認してください。"),
  APPLICATION_AWAITS_APPROVAL(
      Category.CONFLICT,
      "The application waits for the approval of a supervisor who did not enter it.",
      "この申請は、入力者とは別の責任者の承認を待っています。"),
  APPLICATION_NOT_AWAITING(
      Category.CONFLICT,
      "The application needs no approval, or has it already.",
      "この申請に承認は不要か、既に承認されています。"),
  APPLICATION_ENDED(
      Category.CONFLICT,
      "The application has ended: {0}. Enter a new one if it is still wanted.",
      "この申請は既に終わっています（{0}）。必要であれば新しく申請してください。"),
  NOTHING_PROPOSED(
      Category.CONFLICT,
      "This change is not proposed, or another took its place. Look again.",
      "この変更は提案されていないか、別の提案に替わっています。内容を確認してください。"),
  ISSUING_CLOSED(
      Category.UNAVAILABLE,
      "Issuing is closed for maintenance; expected to open again: {0}. Suspension, lift, revocation and the receipt of applications go on.",
      "保守のため発行業務を停止しています（再開予定: {0}）。一時停止、解除、失効、申請の受付は引き続き行えます。"),
  JOB_UNKNOWN(
      Category.NOT_FOUND,
      "No such revocation job was proposed. Check its id.",
      "この一括失効は提案されていません。ID を確認してください。"),
  JOB_NOT_PROPOSED(
      Category.CONFLICT,
      "Only a proposed job is approved; this one is {0}.",
      "承認できるのは提案中の一括失効のみです（現在の状態: {0}）。"),
  JOB_ENDED(
      Category.CONFLICT,
      "The job has ended: {0}. What it revoked stays revoked.",
      "この一括失効は既に終わっています（{0}）。失効した証明書は元に戻りません。"),
  RELYING_PARTY_UNKNOWN(
      Category.NOT_FOUND,
      "No relying party of that name was registered. Check its name.",
      "この名前の署名検証者等は登録されていません。名前を確認してください。"),
  RELYING_PARTY_EXISTS(
      Category.CONFLICT,
      "A relying party of that name was registered before, even if it has ended. Change that one, or give another name.",
      "この名前の署名検証者等は既に登録されています（登録を終了したものを含みます）。登録内容を変更するか、別の名前にしてください。"),
  RELYING_PARTY_ENDED(
      Category.CONFLICT,
      "The registration of this relying party has ended. Register it anew under another name.",
      "この署名検証者等の登録は終了しています。別の名前で新しく登録してください。"),
  RELYING_PARTY_CERTIFICATE_INVALID(
      Category.INVALID,
      "One of the certificates cannot be registered: {0}. Send another one.",
      "登録できない証明書があります: {0}。別の証明書を送信してください。"),
  RELYING_PARTY_CERTIFICATE_TAKEN(
      Category.CONFLICT,
      "Another relying party is recognised by the certificate {0}. Each needs a key of its own.",
      "証明書 {0} は別の署名検証者等に登録されています。それぞれ別の鍵を使用してください。"),
  RELYING_PARTY_NOT_REGISTERED(
      Category.FORBIDDEN,
      "You are not registered as a relying party of the authority {0}, or no longer. Ask the CA operator.",
      "認証局 {0} の署名検証者等として登録されていないか、登録が終了しています。認証局の担当者に連絡してください。"),
  AUDIT_ENTRY_UNKNOWN(
      Category.NOT_FOUND,
      "There is no such entry in the audit log, or not yet. A new entry is in the tree within two seconds.",
      "監査ログにこの記録はないか、まだ木に取り込まれていません。新しい記録は2秒以内に取り込まれます。"),
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
  CARD_ENDED(
      Category.CONFLICT,
      "The card lapsed on {0}. Register its successor.",
      "このカードは {0} に失効しています。新しいカードを登録してください。"),
  CARD_EXISTS(
      Category.CONFLICT,
      "The resident has the card {0} already. Replace that one.",
      "この住民には既にカード {0} があります。そのカードの再交付または更新として手続きしてください。"),
  CARD_SUSPENDED(
      Category.CONFLICT,
      "The card is suspended. Lift the suspension at the office of residence, or replace the card.",
      "カードは一時停止中です。住民票のある市区町村の窓口で一時停止を解除するか、再交付してください。"),
  CARD_NOT_SUSPENDED(
      Category.CONFLICT,
      "The card is not suspended; there is nothing to lift.",
      "カードは一時停止されていません。"),
  CARD_WITHOUT_PINS(
      Category.CONFLICT,
      "This is a card for face authentication, without PINs; nothing that needs a PIN goes with it.",
      "顔認証カード（暗証番号なし）のため、暗証番号を必要とする手続きはできません。"),
  RESIDENT_REMOVED(
      Category.CONFLICT,
      "The resident is in no resident record any more. The register must report the entry first.",
      "住民票が消除されています。転入等の異動が届いてから手続きしてください。"),
  NOTIFICATION_NUMBER_NEEDED(
      Category.INVALID,
      "A card that was {0} is replaced with the number of the loss notification from the police or of the victim's notification from the fire department: give it as notification.",
      "再交付（{0}）には、警察の遺失届の受理番号または罹災届の番号を notification に記入してください。"),
  IDENTITY_CHECK_NEEDED(
      Category.INVALID,
      "Record how identity was checked: give identityCheck with present and documents.",
      "本人確認の方法を identityCheck（present、documents）に記録してください。"),
  STAY_NOT_LIMITED(
      Category.CONFLICT,
      "The holder has no period of stay that would limit the card.",
      "在留期間による有効期限のないカードです。"),
  STAY_NOT_EXTENDED(
      Category.CONFLICT,
      "The card is valid until {0} and nothing allows more yet. The register must report the extended stay first.",
      "カードの有効期限は {0} で、これ以上延長できません。在留期間の更新が届いてから手続きしてください。"),
  EXTENSION_USED(
      Category.CONFLICT,
      "The one special extension of two months was used; the card is valid until {0}.",
      "特例延長（2か月）は1回限りで、既に使われています。カードの有効期限は {0} です。"),
  RENEWAL_WINDOW_NOT_OPEN(
      Category.CONFLICT,
      "It can be renewed from {0}. A card that is renewed then is valid to the 10th birthday after its new issue, for children the 5th; whether one more birthday counts, as for certificates, is not settled.",
      "更新できるのは {0} からです。更新後のカードの有効期限は新しい発行日から10回目（未成年者は5回目）の誕生日です。電子証明書のように1回多く数えるかどうかは定まっていません。"),
  RENEWAL_WINDOW_CLOSED(
      Category.CONFLICT,
      "It could be renewed until {0}. Issue it anew instead.",
      "更新できたのは {0} までです。新規発行として手続きしてください。"),
  RENEWAL_GAINS_NOTHING(
      Category.CONFLICT,
      "Renewed now it would end on {0}, no later than before: renew the card, or both certificates together.",
      "今更新しても有効期限は {0} のままです。先にカードを更新するか、両方の証明書を同時に更新してください。"),
  CERTIFICATE_MISSING(
      Category.CONFLICT,
      "The card has no {0} certificate to renew. Issue one.",
      "このカードには更新する {0} の証明書がありません。新規発行してください。"),
  CERTIFICATE_UNKNOWN(
      Category.NOT_FOUND,
      "The authority issued no certificate with that serial number. Check it.",
      "この番号の証明書は発行されていません。番号を確認してください。"),
  CERTIFICATE_EXPIRED(
      Category.CONFLICT,
      "The certificate ended on {0}; there is nothing to revoke.",
      "この証明書の有効期間は {0} に満了しています。"),
  GROUND_NOT_ALLOWED(
      Category.FORBIDDEN,
      "Your role does not revoke on the ground {0}. Ask a supervisor of the office of residence, or the CA operator.",
      "お使いの役割では、事由 {0} による失効はできません。住民票のある市区町村の監督者または認証局の担当者に依頼してください。"),
  PIN_NOT_ACCEPTED(
      Category.INVALID,
      "The request holds something that looks like a PIN or password. It was not read further: no PIN ever leaves the card. Send the request without it.",
      "暗証番号またはパスワードと思われる内容が含まれているため、受け付けませんでした。暗証番号はカードの外に出さないでください。それを除いて送信してください。"),
  NOTICE_NOT_DUE(
      Category.CONFLICT,
      "No notice is due: until {0} nothing on this card ends but with the holder's period of stay.",
      "お知らせの対象はありません。{0} までに（在留期間の満了によるものを除き）有効期限を迎えるものはありません。"),
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
      "Holders under 15 and adult wards get a signature certificate only with holder and legal representative both present: record both in identityCheck, or issue the user-identification certificate alone.",
      "15歳未満の方・成年被後見人への署名用電子証明書の発行には、本人と法定代理人の同席が必要です。identityCheck に記録するか、利用者証明用電子証明書のみ発行してください。"),
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
  EVENT_UNKNOWN(
      Category.NOT_FOUND,
      "No event {0} of this resident came before. Check which event is to be cancelled.",
      "この住民の異動 {0} は届いていません。取り消す異動の ID を確認してください。"),
  EVENT_TOOK_EFFECT(
      Category.CONFLICT,
      "The event {0} is not planned any more: it took effect, or was cancelled before. Report what holds now as a new event.",
      "異動 {0} は既に効力が生じたか、取り消されています。現在の内容を新しい異動として届けてください。"),
  EVENT_BROKEN(
      Category.CONFLICT,
      "The authority could not take in this event; nothing of it was done. Send it again; if it fails again, tell the CA operator its id.",
      "この異動を処理できませんでした（何も記録されていません）。再度送信し、解決しない場合は異動 ID を認証局の担当者に連絡してください。"),
  BATCH_UNKNOWN(
      Category.NOT_FOUND,
      "You sent no batch under this key. Check the key.",
      "このキーで送信された一括届はありません。キーを確認してください。"),
  BATCH_GAP(
      Category.CONFLICT,
      "Of this batch the lines before {0} came. Go on from that line at the latest.",
      "この一括届は {0} 行目より前まで受け付けています。{0} 行目以前から再開してください。"),
  BATCH_STOPPED(
      Category.CONFLICT,
      "Nothing more of this batch is taken in now: {0}. Send the rest, from the line that is named here.",
      "この一括届の受付を中断しました: {0}。ここに示す行から残りを送信してください。"),
  EVENT_WITHOUT_CHANGE(
      Category.INVALID, "An event of kind {0} needs the new value.", "{0} の異動には新しい値が必要です。"),
  VALUE_NOT_STORED(
      Category.INVALID,
      "A value in the request cannot be stored; nothing was done, and sent again it will be refused again. Check the values; if they are right, tell the CA operator the time.",
      "記録できない値が含まれています（何も記録されていません）。再送信しても受け付けられません。値を確認し、正しい場合は時刻を認証局の担当者に連絡してください。"),
  MY_NUMBER_NOT_ACCEPTED(
      Category.INVALID,
      "The request holds what may be a My Number: twelve digits with its check digit, together or in equal groups. It was not read further. Never send one here; write another number of twelve digits in another way.",
      "個人番号（マイナンバー）と思われる12桁の数字が含まれているため、受け付けません。個人番号は絶対に送信しないでください。別の12桁の番号であれば、異なる表記にしてください。"),
  COMPROMISE_OF_EXPIRED(
      Category.CONFLICT,
      "The certificate ended on {0} and was never revoked, so that nothing more is told of it. Your report that the key leaked was recorded; do not send it again.",
      "この証明書の有効期間は {0} に満了しており（失効なし）、署名検証者等への通知はありません。鍵の漏えいの届出は記録しました。再送は不要です。"),
  REVOCATION_NOT_AMENDED(
      Category.CONFLICT,
      "The certificate was revoked on {0}, and the authority's policy leaves what was published as it is. Your report that the key leaked was recorded; do not send it again.",
      "この証明書は {0} に失効しており、公開済みの失効情報は認証局の方針により変更しません。鍵の漏えいの届出は記録しました。再送は不要です。"),
  CERTIFICATE_NOT_ON_CARD(
      Category.CONFLICT,
      "The certificate is not on the card {0} that is named. Enter the card that it is on, or none.",
      "この証明書は指定されたカード {0} のものではありません。正しいカードを指定するか、カードを指定しないでください。"),
  SECOND_OPERATOR_NEEDED(
      Category.CONFLICT,
      "The holder's municipality {0} asks for a second person to revoke. Propose a revocation job with this serial number, which somebody else then approves.",
      "住民票のある市区町村（{0}）では失効に二人目の承認が必要です。この番号を指定した一括失効を提案し、別の方の承認を受けてください。"),
  MUNICIPALITY_NEEDED(
      Category.INVALID,
      "An event of kind {0} that brings an address needs the municipality of residence from then on, also where it stays the same.",
      "住所を伴う {0} の異動には、異動後の住所地の市区町村コード（municipality）が必要です。変わらない場合も記載してください。"),
  PREFECTURE_DIFFERS(
      Category.INVALID,
      "The address begins with another prefecture than that of the municipality {0}. Check both.",
      "住所の都道府県が市区町村コード {0} の都道府県と一致しません。両方を確認してください。"),
  CERTIFICATE_TOO_LARGE(
      Category.CONFLICT,
      "The {0} certificate would be larger than the file of the card, 4,096 octets. Tell the CA operator.",
      "{0} の証明書がカードの容量（4,096 バイト）を超えるため発行できません。認証局の担当者に連絡してください。"),
  DEPARTURE_NOT_PLANNED(
      Category.CONFLICT,
      "No departure with continued use is to come. The register must report it first; certificates are issued for it by the day before.",
      "今後の国外転出（継続利用）が届いていません。届いてから、転出予定日の前日までに手続きしてください。"),
  CONTINUATION_NOT_FOR_FOREIGNERS(
      Category.CONFLICT,
      "Continued use abroad is for Japanese nationals, and the resident has a residence status. The register must report what holds.",
      "国外での継続利用は日本国籍の方に限られますが、在留資格が記録されています。正しい内容の異動が届いてから手続きしてください。");

  /** What kind of refusal it is; the API turns it into a status. */
  public enum Category {
    INVALID,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    /** Not now: the same request may be right later. */
    UNAVAILABLE
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

  /** Whether what was reported goes into the audit log though nothing follows from it. */
  public boolean isReportRecorded() {
    return this == COMPROMISE_OF_EXPIRED || this == REVOCATION_NOT_AMENDED;
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
