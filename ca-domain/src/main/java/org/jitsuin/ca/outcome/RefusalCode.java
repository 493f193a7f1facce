package org.jitsuin.ca.outcome;

/**
 * The reason why a request is refused: stable codes, with what is wrong and what to do in English
 * and Japanese. A placeholder {@code {0}} takes the detail of the refusal.
 */
public enum RefusalCode {
  REQUEST_INVALID(Category.INVALID, "The request is invalid: {0}", "リクエストの内容に誤りがあります: {0}"),
  IDEMPOTENCY_KEY_MISSING(
      Category.INVALID,
      "The header Idempotency-Key is missing or malformed. Send one of 8 to 128 letters, digits, hyphens or underscores, and a new one with each new request.",
      "Idempotency-Key ヘッダーがないか、形式が正しくありません。8〜128文字の英数字、-、_ で指定し、新しい申請ごとに新しい値にしてください。"),
  IDEMPOTENCY_KEY_REUSED(
      Category.CONFLICT,
      "This Idempotency-Key was already used for a different request. Use a new key for a new request.",
      "この Idempotency-Key は別の内容の申請で使われています。新しい値で申請してください。"),
  NOT_ALLOWED(
      Category.FORBIDDEN,
      "Your certificate does not permit this operation. It requires the role: {0}",
      "お使いの証明書ではこの操作はできません。必要な役割: {0}"),
  CERTIFICATE_NEEDED(
      Category.FORBIDDEN,
      "A client certificate with a role is required. Use one that the staff authority issued.",
      "職員用認証局が発行した、役割の記載されたクライアント証明書を使用してください。"),
  CROSS_SITE_REQUEST(
      Category.FORBIDDEN,
      "The request came from a page of another site and was not processed. Open the console of this authority and work there.",
      "別のサイトのページから送信されたリクエストのため、処理されませんでした。この認証局の画面を開いて操作してください。"),
  STAFF_UNKNOWN(
      Category.FORBIDDEN,
      "Your certificate is not registered, or its registration has ended. Contact the CA operator.",
      "お使いの証明書は登録されていないか、無効になっています。認証局の担当者に連絡してください。"),
  OTHER_MUNICIPALITY(
      Category.FORBIDDEN,
      "The resident belongs to another municipality. Contact the office of the municipality of residence.",
      "他の市区町村の住民です。住民票のある市区町村の窓口で手続きしてください。"),
  SAME_PERSON(
      Category.FORBIDDEN,
      "You entered this yourself. A different person must approve it.",
      "ご自身が入力したものは承認できません。別の方が承認してください。"),
  SECOND_PERSON_NEEDED(
      Category.CONFLICT,
      "Your municipality requires the approval of a second person. Enter this as an application ({0}); a supervisor then approves it.",
      "この手続きには二人目の承認が必要です。申請（{0}）として入力し、責任者の承認を受けてください。"),
  APPLICATION_UNKNOWN(
      Category.NOT_FOUND,
      "The application does not exist. Check its id.",
      "この申請は受け付けられていません。申請の ID を確認してください。"),
  APPLICATION_AWAITS_APPROVAL(
      Category.CONFLICT,
      "The application is waiting for approval. A supervisor who did not enter it must approve it.",
      "この申請は承認待ちです。入力者とは別の責任者の承認を受けてください。"),
  APPLICATION_NOT_AWAITING(
      Category.CONFLICT,
      "The application is not waiting for approval: it needs none, or it was already approved.",
      "この申請は承認待ちではありません（承認が不要か、既に承認されています）。"),
  APPLICATION_INCOMPLETE(
      Category.CONFLICT,
      "Something is still missing in the application, so nobody can approve it. Add it by a POST to /content below the application; a supervisor who added nothing then approves it.",
      "申請に必要な内容が不足しているため、承認できません。申請のアドレスに /content を付けて POST で追加し、入力していない責任者の承認を受けてください。"),
  APPLICATION_CONTENT_FIXED(
      Category.CONFLICT,
      "The content of the application is fixed: it was approved, or is complete and must be approved as it is. If something is wrong, refuse the application and enter a new one.",
      "この申請の内容は変更できません（承認済みか、承認に必要な内容が揃っています）。誤りがあれば、申請を却下し、新しく申請してください。"),
  APPLICATION_KEYS_DIFFER(
      Category.CONFLICT,
      "The application does not contain the keys that you named. Read it again before you approve it.",
      "申請に含まれる鍵が、指定された鍵と異なります。申請の内容を確認し直してから承認してください。"),
  APPLICATION_ENDED(
      Category.CONFLICT,
      "The application has already ended: {0}. If it is still needed, enter a new one.",
      "この申請は既に終わっています（{0}）。必要であれば新しく申請してください。"),
  NOTHING_PROPOSED(
      Category.CONFLICT,
      "This change is not proposed, or another proposal has replaced it. Check the current proposal.",
      "この変更は提案されていないか、別の提案に替わっています。内容を確認してください。"),
  ISSUING_CLOSED(
      Category.UNAVAILABLE,
      "Issuing is closed for maintenance; expected to reopen: {0}. Suspensions, lifts and revocations continue, and applications are accepted.",
      "保守のため発行業務を停止しています（再開予定: {0}）。一時停止、解除、失効、申請の受付は引き続き行えます。"),
  GENERATION_STOPPED(
      Category.CONFLICT,
      "The key generation {0} issues nothing any more, since its key is held to have leaked and all that it issued is being revoked. Issue again when the authority has a new key generation.",
      "認証局の鍵 {0} は漏えいのおそれにより使用を停止し、発行済みの証明書を失効させています。新しい世代の鍵が用意された後に、改めて発行してください。"),
  JOB_UNKNOWN(
      Category.NOT_FOUND,
      "The revocation job does not exist. Check its id.",
      "この一括失効は提案されていません。ID を確認してください。"),
  JOB_NOT_PROPOSED(
      Category.CONFLICT,
      "Only a proposed job can be approved; the state of this one is {0}.",
      "承認できるのは提案中の一括失効のみです（現在の状態: {0}）。"),
  JOB_ENDED(
      Category.CONFLICT,
      "The job has already ended: {0}. The certificates that it revoked stay revoked.",
      "この一括失効は既に終わっています（{0}）。失効した証明書は元に戻りません。"),
  LIST_UNKNOWN(
      Category.NOT_FOUND,
      "The revocation list does not exist. Check its id.",
      "この失効対象リストは作成されていません。ID を確認してください。"),
  LIST_SEALED(
      Category.CONFLICT,
      "The revocation list is sealed and never changes. Open another one if something is missing.",
      "この失効対象リストは確定済みのため、変更できません。追加がある場合は新しいリストを作成してください。"),
  LIST_NOT_SEALED(
      Category.CONFLICT,
      "The revocation list is not sealed yet. Seal it with its count and hash, then propose it.",
      "この失効対象リストはまだ確定していません。件数とハッシュ値で確定してから提案してください。"),
  LIST_PROPOSED(
      Category.CONFLICT,
      "A job was already proposed over this revocation list. Look at that job, or open another list.",
      "この失効対象リストによる一括失効は既に提案されています。その一括失効を確認するか、新しいリストを作成してください。"),
  LIST_DIFFERS(
      Category.CONFLICT,
      "The revocation list is not what was said: {0}. Compare it with your file; nothing was changed.",
      "失効対象リストの内容が一致しません（{0}）。お手元のファイルと比べてください。何も変更していません。"),
  LIST_LINES_REFUSED(
      Category.INVALID,
      "No line of this part was taken in: {0}. Correct these lines and send the part again.",
      "次の行に誤りがあるため、この部分は1行も受け付けていません: {0}。訂正して再送してください。"),
  RELYING_PARTY_UNKNOWN(
      Category.NOT_FOUND,
      "No relying party is registered under this name. Check the name.",
      "この名前の署名検証者等は登録されていません。名前を確認してください。"),
  RELYING_PARTY_EXISTS(
      Category.CONFLICT,
      "A relying party was already registered under this name (registrations that have ended count as well). Change that registration, or choose another name.",
      "この名前の署名検証者等は既に登録されています（登録を終了したものを含みます）。登録内容を変更するか、別の名前にしてください。"),
  RELYING_PARTY_ENDED(
      Category.CONFLICT,
      "The registration of this relying party has ended. Register it again under another name.",
      "この署名検証者等の登録は終了しています。別の名前で新しく登録してください。"),
  RELYING_PARTY_CERTIFICATE_INVALID(
      Category.INVALID,
      "A certificate cannot be registered: {0}. Send another certificate.",
      "登録できない証明書があります: {0}。別の証明書を送信してください。"),
  RELYING_PARTY_CERTIFICATE_TAKEN(
      Category.CONFLICT,
      "The certificate {0} is already registered for another relying party. Each relying party needs a key of its own.",
      "証明書 {0} は別の署名検証者等に登録されています。それぞれ別の鍵を使用してください。"),
  RELYING_PARTY_NOT_REGISTERED(
      Category.FORBIDDEN,
      "You are not registered as a relying party of the authority {0}, or your registration has ended. Contact the CA operator.",
      "認証局 {0} の署名検証者等として登録されていないか、登録が終了しています。認証局の担当者に連絡してください。"),
  LINEAGES_USED(
      Category.CONFLICT,
      "You have asked for lineages today as often as you may: {0} times. The count begins again at midnight in Japan. If you need more, contact the CA operator.",
      "証明書の継承関係の照会が本日の上限（{0}回）に達しました。上限は日本時間の午前0時に戻ります。不足する場合は認証局の担当者に連絡してください。"),
  CONSENT_TEXT_INVALID(
      Category.INVALID,
      "The signed text is not in its canonical form: {0}. Write it anew and have it signed again.",
      "署名された文面が定められた形式ではありません: {0}。文面を作り直し、もう一度署名を受けてください。"),
  CONSENT_TEXT_NOT_FRESH(
      Category.CONFLICT,
      "The signed text is of {0}, which is too long ago or in the future. Write it anew and have it signed again.",
      "署名された文面の日時（{0}）が古すぎるか、未来の日時です。文面を作り直し、もう一度署名を受けてください。"),
  CONSENT_SIGNATURE_INVALID(
      Category.INVALID,
      "The signature cannot be accepted: {0}. Send CMS SignedData in DER as base64, with the text inside and one signature by a certificate of the holder's card.",
      "この署名は受け付けられません: {0}。文面を含み、本人のカードの証明書による署名が一つだけ付いた CMS SignedData（DER の base64）を送信してください。"),
  CONSENT_SIGNER_NOT_GOOD(
      Category.CONFLICT,
      "The certificate that signed is not good now: it is revoked, suspended, or not in its time. The holder signs with a good certificate, or goes to the office of the municipality of residence.",
      "署名に使われた証明書は現在有効ではありません（失効、一時停止、または有効期間外）。有効な証明書で署名するか、住民票のある市区町村の窓口で手続きしてください。"),
  CONSENT_OTHER_PARTY(
      Category.FORBIDDEN,
      "The text names another party than you. Only the party that it names may send it.",
      "文面に記載された署名検証者等と、送信した署名検証者等が異なります。文面に記載された方が送信してください。"),
  CONSENT_EXISTS(
      Category.CONFLICT,
      "A consent with this id was already recorded. Write a new text with an id of its own.",
      "この id の同意は既に記録されています。新しい id で文面を作成してください。"),
  CONSENT_UNKNOWN(
      Category.NOT_FOUND,
      "There is no such consent, it was given to another party or by another holder, or it was erased. Check its id.",
      "この同意は記録されていません（別の相手への同意、別の方の同意、または消去済みの場合を含みます）。id を確認してください。"),
  CONSENT_WITHDRAWN(
      Category.CONFLICT,
      "The holder withdrew the consent on {0}. Nothing is told any more; ask the holder for a new consent if you need one.",
      "この同意は {0} に撤回されています。情報は提供されません。必要な場合は、新しい同意を得てください。"),
  CONSENT_ENDED(
      Category.CONFLICT,
      "The last day of the consent was {0}. Ask the holder for a new consent if you need one.",
      "この同意の期限は {0} まででした。必要な場合は、新しい同意を得てください。"),
  CONSENT_WITHOUT_CERTIFICATE(
      Category.CONFLICT,
      "The holder has no good signature certificate now, and nothing is told without one. Ask again after a new one was issued; the consent stays.",
      "本人の署名用電子証明書が現在有効でないため、情報は提供されません。新しい証明書の発行後にもう一度照会してください（同意はそのまま有効です）。"),
  CONSENT_REQUESTS_USED(
      Category.CONFLICT,
      "You have used consents today as often as you may: {0} times. The count begins again at midnight in Japan. If you need more, contact the CA operator.",
      "同意に基づく照会などが本日の上限（{0}回）に達しました。上限は日本時間の午前0時に戻ります。不足する場合は認証局の担当者に連絡してください。"),
  PERSON_UNKNOWN(
      Category.NOT_FOUND,
      "No member of staff has this id. Check the id of the person.",
      "この ID の職員は登録されていません。ID を確認してください。"),
  PERSON_EXISTS(
      Category.CONFLICT,
      "A member of staff already has this id, or one that differs in capitals only; the state is: {0}. Renew or replace the certificate, or choose another id for another person.",
      "この ID（大文字・小文字のみ異なるものを含みます）の職員は既に登録されています（状態: {0}）。証明書を更新または交換するか、別の方であれば別の ID にしてください。"),
  PERSON_STATE(
      Category.CONFLICT,
      "The state of this member of staff is {0}, which does not allow this change. Check the person, and choose another change.",
      "この職員の状態は {0} のため、この変更はできません。対象者を確認し、別の変更を選んでください。"),
  OPERATORS_TOO_FEW(
      Category.CONFLICT,
      "Fewer than two CA operators with valid certificates would remain. Register another operator first, or replace this operator's certificate.",
      "有効な証明書を持つ認証局の担当者が2人未満になります。先に別の担当者を登録するか、この担当者の証明書を交換してください。"),
  BLOCKS_USED(
      Category.CONFLICT,
      "You have already blocked {0} members of staff within a day. Ask another CA operator, or propose a withdrawal.",
      "24時間以内に停止できる職員の上限（{0}人）に達しました。認証局の別の担当者に依頼するか、登録の抹消を提案してください。"),
  CHANGE_UNKNOWN(
      Category.NOT_FOUND,
      "The change of staff does not exist. Check its id.",
      "この職員の変更は提案されていません。ID を確認してください。"),
  CHANGE_NOT_PROPOSED(
      Category.CONFLICT,
      "Only a proposed change can be approved or cancelled; the state of this one is {0}.",
      "承認・取消しできるのは提案中の変更のみです（現在の状態: {0}）。"),
  CHANGE_TOO_OLD(
      Category.CONFLICT,
      "The change was proposed more than 30 days ago. Propose it again if it is still needed.",
      "この変更は提案から30日を過ぎています。必要であればもう一度提案してください。"),
  CHANGE_DIFFERS(
      Category.CONFLICT,
      "What you approve is not what was proposed. Read the change again, and compare its key with that of the person.",
      "承認しようとする内容が提案と一致しません。変更の内容を読み直し、鍵のハッシュを本人のものと照合してください。"),
  OCSP_RESPONDER_UNKNOWN(
      Category.NOT_FOUND,
      "No OCSP responder is known under this name. Check the name.",
      "この名前の OCSP レスポンダは登録されていません。名前を確認してください。"),
  OCSP_RESPONDER_NOT_ADMITTED(
      Category.CONFLICT,
      "The OCSP responder is already withdrawn. Two operators can admit it again with a new key.",
      "この OCSP レスポンダは既に認可を取り消されています。新しい鍵で、二人の担当者が改めて認可できます。"),
  AUDIT_ENTRY_UNKNOWN(
      Category.NOT_FOUND,
      "The audit log does not contain this entry, or not yet. New entries are added to the tree within two seconds.",
      "監査ログにこの記録はないか、まだ木に取り込まれていません。新しい記録は2秒以内に取り込まれます。"),
  CARD_UNKNOWN(
      Category.NOT_FOUND,
      "The card is not registered. Check its id.",
      "このカードは登録されていません。カードの ID を確認してください。"),
  ADDRESS_UNKNOWN(
      Category.NOT_FOUND,
      "There is no resource at this address. See /openapi for the addresses of this API.",
      "このアドレスは存在しません。利用できるアドレスは /openapi を参照してください。"),
  MUNICIPALITY_UNKNOWN(
      Category.INVALID,
      "No municipality has the code {0}. Use Japan's five-digit municipality code.",
      "市区町村コード {0} はありません。5桁の全国地方公共団体コードを指定してください。"),
  CARD_EXPIRED(
      Category.CONFLICT,
      "The card expired; its last day of validity was {0}. Register the next card first.",
      "カードの有効期限は {0} までです。先に新しいカードを登録してください。"),
  CARD_ENDED(
      Category.CONFLICT,
      "The card lapsed on {0}. Register a new card.",
      "このカードは {0} に失効しています。新しいカードを登録してください。"),
  CARD_EXISTS(
      Category.CONFLICT,
      "The resident already has the card {0}. Replace or renew that card.",
      "この住民には既にカード {0} があります。そのカードの再交付または更新として手続きしてください。"),
  CARD_SUSPENDED(
      Category.CONFLICT,
      "The card is suspended. Lift the suspension at the office of the municipality of residence, or replace the card.",
      "カードは一時停止中です。住民票のある市区町村の窓口で一時停止を解除するか、再交付してください。"),
  CARD_NOT_SUSPENDED(
      Category.CONFLICT,
      "The card is not suspended, so there is nothing to lift.",
      "カードは一時停止されていないため、解除の必要はありません。"),
  CARD_WITHOUT_PINS(
      Category.CONFLICT,
      "This is a card for face authentication and has no PINs. Procedures that need a PIN are not available for it.",
      "顔認証カード（暗証番号なし）のため、暗証番号を必要とする手続きはできません。"),
  RESIDENT_REMOVED(
      Category.CONFLICT,
      "The resident record has been deleted. The register must first report a new entry.",
      "住民票が消除されています。転入等の異動が届いてから手続きしてください。"),
  NOTIFICATION_NUMBER_NEEDED(
      Category.INVALID,
      "Replacing a card ({0}) requires a notification number: enter the number of the police report of loss or of the fire department's victim report as notification.",
      "再交付（{0}）には、警察の遺失届の受理番号または罹災届の番号を notification に記入してください。"),
  IDENTITY_CHECK_NEEDED(
      Category.INVALID,
      "The identity check is not recorded. Enter identityCheck with present (who was there) and documents (which kinds were checked, never their numbers).",
      "本人確認の方法が記録されていません。identityCheck に present（来庁者）と documents（確認した書類の種類。番号は記録しないでください）を記録してください。"),
  IDENTITY_CHECK_INSUFFICIENT(
      Category.INVALID,
      "The recorded identity check is not sufficient. Needed: one official document with a photograph, or two others; with a legal representative also representation-proof; from a proxy who comes alone also enquiry-letter.",
      "記録された本人確認では不十分です。官公署発行の顔写真付き書類1点、またはその他の書類2点を確認してください。法定代理人の場合は representation-proof（代理権の確認）、任意代理人のみの場合は enquiry-letter（照会書兼回答書）も必要です。"),
  RESIDENT_NOT_CONFIRMED(
      Category.CONFLICT,
      "The resident register has not confirmed this resident yet. Certificates can be issued once it has; the card's registerConfirmation shows it.",
      "住民基本台帳からこの住民の確認がまだ届いていません。確認が届いてから発行の手続きをしてください（カードの registerConfirmation に表示されます）。"),
  RESIDENT_DIFFERS(
      Category.CONFLICT,
      "The resident register has other data for this resident ({0}). Compare what was entered with the register and check the identity again; the register must then report the right data.",
      "住民基本台帳の記載と入力内容が異なります（{0}）。入力内容と住民票を照合し、本人確認をやり直してください。正しい内容の異動が届いてから手続きしてください。"),
  STAY_NOT_LIMITED(
      Category.CONFLICT,
      "The validity of this card does not depend on a period of stay, so there is nothing to extend.",
      "このカードの有効期限は在留期間によるものではないため、延長の手続きは不要です。"),
  STAY_NOT_EXTENDED(
      Category.CONFLICT,
      "The card is valid until {0} and cannot be extended further yet. The register must first report the extended stay.",
      "カードの有効期限は {0} で、これ以上延長できません。在留期間の更新が届いてから手続きしてください。"),
  EXTENSION_USED(
      Category.CONFLICT,
      "The special extension of two months is granted only once and was already used. The card is valid until {0}.",
      "特例延長（2か月）は1回限りで、既に使われています。カードの有効期限は {0} です。"),
  RENEWAL_WINDOW_NOT_OPEN(
      Category.CONFLICT,
      "Renewal is possible from {0}. A card renewed then is valid until the 10th birthday after its new issue (for children the 5th); whether one more birthday counts, as for certificates, is not settled.",
      "更新できるのは {0} からです。更新後のカードの有効期限は新しい発行日から10回目（未成年者は5回目）の誕生日です。電子証明書のように1回多く数えるかどうかは定まっていません。"),
  RENEWAL_WINDOW_CLOSED(
      Category.CONFLICT,
      "Renewal was possible until {0}. Use a new issue instead.",
      "更新できたのは {0} までです。新規発行として手続きしてください。"),
  RENEWAL_GAINS_NOTHING(
      Category.CONFLICT,
      "A renewal now would not extend the validity beyond {0}. Renew the card first, or both certificates together.",
      "今更新しても有効期限は {0} のままです。先にカードを更新するか、両方の証明書を同時に更新してください。"),
  CERTIFICATE_MISSING(
      Category.CONFLICT,
      "The card has no {0} certificate to renew. Issue one instead.",
      "このカードには更新する {0} の証明書がありません。新規発行してください。"),
  CERTIFICATE_UNKNOWN(
      Category.NOT_FOUND,
      "The authority issued no certificate with this serial number. Check the number.",
      "この番号の証明書は発行されていません。番号を確認してください。"),
  CERTIFICATE_EXPIRED(
      Category.CONFLICT,
      "The certificate expired on {0}, so there is nothing to revoke.",
      "この証明書の有効期間は {0} に満了しているため、失効の手続きは不要です。"),
  GROUND_NOT_ALLOWED(
      Category.FORBIDDEN,
      "Your role may not revoke on the ground {0}. Ask a supervisor of the municipality of residence, or the CA operator.",
      "お使いの役割では、事由 {0} による失効はできません。住民票のある市区町村の責任者または認証局の担当者に依頼してください。"),
  PIN_NOT_ACCEPTED(
      Category.INVALID,
      "The request contains what looks like a PIN or password, and was not processed. A PIN must never leave the card. Send the request without it.",
      "暗証番号またはパスワードと思われる内容が含まれているため、受け付けませんでした。暗証番号はカードの外に出さないでください。それを除いて送信してください。"),
  NOTICE_NOT_DUE(
      Category.CONFLICT,
      "No notice is due: until {0} nothing on this card expires, other than with the holder's period of stay.",
      "お知らせの対象はありません。{0} までに（在留期間の満了によるものを除き）有効期限を迎えるものはありません。"),
  CARD_NOT_YET_ISSUED(
      Category.CONFLICT,
      "The card is issued on {0}. Apply on or after that day.",
      "カードの発行日は {0} です。その日以降に申請してください。"),
  HOLDER_DIFFERS(
      Category.CONFLICT,
      "The data of the resident differs from the registered data. Changes must be reported by the register as resident events.",
      "登録済みの住民情報と異なります。変更は住民基本台帳からの異動として届けてください。"),
  CERTIFICATE_EXISTS(
      Category.CONFLICT,
      "The card already has a {0} certificate. Renew that one, or revoke it first.",
      "このカードには既に {0} の証明書があります。更新するか、先に失効してください。"),
  SIGNATURE_NEEDS_REPRESENTATIVE(
      Category.CONFLICT,
      "A signature certificate for a holder under 15 or an adult ward requires both the holder and the legal representative to be present. Record both in identityCheck, or issue only the user-identification certificate.",
      "15歳未満の方・成年被後見人への署名用電子証明書の発行には、本人と法定代理人の同席が必要です。identityCheck に記録するか、利用者証明用電子証明書のみ発行してください。"),
  KEY_REQUEST_INVALID(
      Category.INVALID,
      "The PKCS#10 request is invalid: {0}. Create a new one on the card.",
      "証明書発行要求（PKCS#10）が正しくありません: {0}。カードで作り直してください。"),
  PROOF_OF_POSSESSION_FAILED(
      Category.INVALID,
      "The PKCS#10 request for {0} is not signed with its own key. Create a new one on the card.",
      "{0} の証明書発行要求の署名が鍵と一致しません。カードで作り直してください。"),
  KEY_ALGORITHM_NOT_ALLOWED(
      Category.INVALID,
      "The authority does not certify keys of this type. Accepted types: {0}",
      "この種類の鍵には証明書を発行できません。発行できる鍵: {0}"),
  KEY_WEAK(
      Category.INVALID,
      "The key for {0}. Create a new key on the card.",
      "鍵が脆弱です: {0}。カードで新しい鍵を作ってください。"),
  KEY_REUSED(
      Category.CONFLICT,
      "The key for {0} was already certified, or is used twice. Create a new key on the card.",
      "{0} の鍵は既に使われています。カードで新しい鍵を作ってください。"),
  AUTHORITY_ENDS_TOO_EARLY(
      Category.CONFLICT,
      "The certificate would outlive the authority's own certificate. The CA operator must start a new key generation.",
      "認証局の証明書の有効期限を超えるため発行できません。認証局の担当者に連絡してください。"),
  RESIDENT_CHANGED(
      Category.CONFLICT,
      "The resident's data or the card changed while the certificates were being issued. Check the data and repeat the request.",
      "発行処理中に住民情報またはカードが変更されました。内容を確認してやり直してください。"),
  CARD_CHANGED(
      Category.OVERTAKEN,
      "Something else was done since you looked at this card, so nothing was done now. Look at what changed, read the card again and decide anew.",
      "カードを表示した後に別の手続または異動があったため、この処理は行われていません。変更の内容を確認し、カードを読み直してから、改めて手続してください。"),
  EVENT_CONTENT_DIFFERS(
      Category.CONFLICT,
      "An event with this id is already recorded with different content. Give a new event a new id.",
      "この異動 ID は別の内容で記録されています。新しい異動には新しい ID を付けてください。"),
  EVENT_UNKNOWN(
      Category.NOT_FOUND,
      "No event {0} is recorded for this resident. Check the id of the event to cancel.",
      "この住民の異動 {0} は届いていません。取り消す異動の ID を確認してください。"),
  EVENT_TOOK_EFFECT(
      Category.CONFLICT,
      "The event {0} is no longer scheduled: it took effect or was cancelled. Report the current facts as a new event.",
      "異動 {0} は既に効力が生じたか、取り消されています。現在の内容を新しい異動として届けてください。"),
  EVENT_BROKEN(
      Category.CONFLICT,
      "The authority could not process this event, and nothing of it was recorded. Send it again; if it fails again, report its id to the CA operator.",
      "この異動を処理できませんでした（何も記録されていません）。再度送信し、解決しない場合は異動 ID を認証局の担当者に連絡してください。"),
  BATCH_UNKNOWN(
      Category.NOT_FOUND,
      "You sent no batch with this key. Check the key.",
      "このキーで送信された一括届はありません。キーを確認してください。"),
  BATCH_GAP(
      Category.CONFLICT,
      "This batch was received up to, but not including, line {0}. Continue from line {0} or an earlier one.",
      "この一括届は {0} 行目より前まで受け付けています。{0} 行目以前から再開してください。"),
  BATCH_STOPPED(
      Category.CONFLICT,
      "Processing of this batch has stopped: {0}. Send the rest, starting with the line named here.",
      "この一括届の受付を中断しました: {0}。ここに示す行から残りを送信してください。"),
  EVENT_WITHOUT_CHANGE(
      Category.INVALID, "An event of kind {0} must contain the new value.", "{0} の異動には新しい値が必要です。"),
  VALUE_NOT_STORED(
      Category.INVALID,
      "The request contains a value that cannot be stored; nothing was recorded, and sending it again will not help. Check the values; if they are right, report the time to the CA operator.",
      "記録できない値が含まれています（何も記録されていません）。再送信しても受け付けられません。値を確認し、正しい場合は時刻を認証局の担当者に連絡してください。"),
  MY_NUMBER_NOT_ACCEPTED(
      Category.INVALID,
      "The request contains what may be a My Number (twelve digits with a valid check digit, together or in equal groups), and was not processed. Never send a My Number here. If it is another number of twelve digits, write it in another way.",
      "個人番号（マイナンバー）と思われる12桁の数字が含まれているため、受け付けません。個人番号は絶対に送信しないでください。別の12桁の番号であれば、異なる表記にしてください。"),
  COMPROMISE_OF_EXPIRED(
      Category.CONFLICT,
      "The certificate expired on {0} without having been revoked, so relying parties are not notified. Your report of the key compromise was recorded; do not send it again.",
      "この証明書の有効期間は {0} に満了しており（失効なし）、署名検証者等への通知はありません。鍵の漏えいの届出は記録しました。再送は不要です。"),
  REVOCATION_NOT_AMENDED(
      Category.CONFLICT,
      "The certificate was revoked on {0}, and the authority's policy does not change published revocations. Your report of the key compromise was recorded; do not send it again.",
      "この証明書は {0} に失効しており、公開済みの失効情報は認証局の方針により変更しません。鍵の漏えいの届出は記録しました。再送は不要です。"),
  CERTIFICATE_NOT_ON_CARD(
      Category.CONFLICT,
      "The certificate is not on the card {0}. Enter the card that holds it, or no card.",
      "この証明書は指定されたカード {0} のものではありません。正しいカードを指定するか、カードを指定しないでください。"),
  SECOND_OPERATOR_NEEDED(
      Category.CONFLICT,
      "The municipality of residence ({0}) requires the approval of a second person for a revocation. Propose a revocation job with this serial number; another person then approves it.",
      "住民票のある市区町村（{0}）では失効に二人目の承認が必要です。この番号を指定した一括失効を提案し、別の方の承認を受けてください。"),
  MUNICIPALITY_NEEDED(
      Category.INVALID,
      "An event of kind {0} with an address must contain the municipality of residence after the event, even if it stays the same.",
      "住所を伴う {0} の異動には、異動後の住所地の市区町村コード（municipality）が必要です。変わらない場合も記載してください。"),
  PREFECTURE_DIFFERS(
      Category.INVALID,
      "The prefecture in the address is not the prefecture of the municipality {0}. Check both.",
      "住所の都道府県が市区町村コード {0} の都道府県と一致しません。両方を確認してください。"),
  CERTIFICATE_TOO_LARGE(
      Category.CONFLICT,
      "The {0} certificate would exceed the capacity of the card's file, 4,096 octets. Contact the CA operator.",
      "{0} の証明書がカードの容量（4,096 バイト）を超えるため発行できません。認証局の担当者に連絡してください。"),
  DEPARTURE_NOT_PLANNED(
      Category.CONFLICT,
      "No future departure with continued use is recorded. The register must report it first; certificates for it are issued until the day before the departure.",
      "今後の国外転出（継続利用）が届いていません。届いてから、転出予定日の前日までに手続きしてください。"),
  CONTINUATION_NOT_FOR_FOREIGNERS(
      Category.CONFLICT,
      "Continued use abroad is available to Japanese nationals only, but a residence status is recorded for the resident. The register must report the correct facts first.",
      "国外での継続利用は日本国籍の方に限られますが、在留資格が記録されています。正しい内容の異動が届いてから手続きしてください。"),
  BUDGET_USED(
      Category.CONFLICT,
      "You have ended certificates or cards today as often as one person may without a second one: {0} times. Propose a revocation job, which another person approves, or let a colleague continue. The count begins again at midnight in Japan.",
      "失効などの手続きをお一人で行える本日の上限（{0}件）に達しました。一括失効を提案して別の方の承認を受けるか、別の職員が手続きしてください。上限は日本時間の午前0時に戻ります。"),
  SUSPENSIONS_TOO_FAST(
      Category.TOO_FAST,
      "You are suspending cards faster than one person can take calls. Send this request again after {0} seconds, with the same Idempotency-Key; other operators can suspend the card at once.",
      "一時停止の操作が速すぎます。{0}秒後に同じ Idempotency-Key でもう一度送信してください。他の担当者はすぐに一時停止できます。"),
  HOLD_UNKNOWN(
      Category.NOT_FOUND,
      "No events are held under this id. Check the id.",
      "この ID の保留はありません。ID を確認してください。"),
  HOLD_DECIDED(
      Category.CONFLICT,
      "Two people have already decided on these events: {0}.",
      "この保留については既に決定されています（{0}）。"),
  ORDER_UNKNOWN(
      Category.NOT_FOUND,
      "No order of this name was begun for this card. Begin it first, or check its name.",
      "このカードについて、この名前の書込みは始められていません。先に始めるか、名前を確認してください。"),
  ORDER_OPEN(
      Category.CONFLICT,
      "Another order for this card is open: {0}. Finish it, or take it back, and begin again.",
      "このカードには終わっていない書込みがあります（{0}）。続けて終えるか、取り消してから始めてください。"),
  ORDER_LEASED(
      Category.CONFLICT,
      "Somebody else is writing this card until {0}. Let them finish, or go on after that.",
      "別の職員がこのカードに書き込んでいます（{0} まで）。終わるのを待つか、その後に続けてください。"),
  ORDER_ENDED(
      Category.CONFLICT,
      "The order has already ended: {0}. What was issued over it and is on no card is revoked. Take it off the card and begin a new one.",
      "この書込みは既に終わっています（{0}）。発行されてカードに書き込まれなかった証明書は失効しています。カードの書込みを取り消し、新しく始めてください。"),
  ORDER_DIFFERS(
      Category.CONFLICT,
      "The order is for another card, another chip or other certificates. Begin a new one under a name of its own.",
      "この書込みは、別のカード、別のチップ、または別の種類の証明書のものです。新しい名前で始めてください。"),
  CHIP_TAKEN(
      Category.CONFLICT,
      "The chip belongs to another card, or this card has another chip. Check which card is in the reader.",
      "このチップは別のカードのものか、このカードには別のチップが登録されています。リーダーのカードを確認してください。"),
  READ_BACK_DIFFERS(
      Category.CONFLICT,
      "The card does not hold what was issued over this order. Write it and read it back again, or take the order back.",
      "カードの内容が、この書込みで発行した証明書と一致しません。もう一度書き込んで読み戻すか、書込みを取り消してください。"),
  EVENT_REJECTED(
      Category.CONFLICT,
      "This event was held, and two operators of the authority rejected it; it has no effect. If it is right, agree with the CA operator and report it under a new id.",
      "この異動は保留され、認証局の担当者二名により却下されました（効力はありません）。正しい異動であれば、認証局の担当者と確認のうえ、新しい ID で届けてください。");

  /** The kind of a refusal; the API turns it into an HTTP status. */
  public enum Category {
    INVALID,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    /** It was asked for on facts that do not hold any more. */
    OVERTAKEN,
    /** The caller asks too fast: the same request will be accepted after a pause of seconds. */
    TOO_FAST,
    /** The request is refused for now: the same request may be accepted later. */
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

  /** Returns whether the audit log records the report although nothing follows from it. */
  public boolean isReportRecorded() {
    return this == COMPROMISE_OF_EXPIRED || this == REVOCATION_NOT_AMENDED;
  }

  /** Returns what is wrong and what to do, in English. */
  public String english(String detail) {
    return english.replace("{0}", detail);
  }

  /** Returns what is wrong and what to do, in Japanese. */
  public String japanese(String detail) {
    return japanese.replace("{0}", detail);
  }
}
