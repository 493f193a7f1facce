import { texts } from '$/text';

/** Words of this program that stand in entries, as people say them. What is not here is told as it stands. */
const ja: Readonly<Record<string, string>> = {
  signature: '署名用', 'user-identification': '利用者証明用',
  unspecified: '理由なし', keyCompromise: '鍵の漏えい', affiliationChanged: '記載事項の変更', superseded: '更新', cessationOfOperation: '利用の終了', certificateHold: '一時停止', cACompromise: '認証局の鍵の漏えい',
  'holder-request': '本人の申請', 'key-compromise': '鍵の漏えい', 'erroneous-issue': '誤った発行', 'ex-officio': '職権', 'destroyed-before-delivery': '交付前の廃棄', 'card-ended': 'カードの失効',
  request: '申請', renewed: '更新', 'resident-event': '住基の異動', 'revocation-job': '一括失効',
  lost: '紛失', burnt: '焼失', damaged: '破損', 'number-changed': '番号の変更', 'stay-extended': '在留期間の延長', 'permission-pending': '特例延長', 'stay-shortened': '在留期間の短縮',
  confirmed: '確認済み', awaited: '確認待ち', locked: 'ロック', unlocked: 'ロック解除', reset: '初期化',
  register: '登録', renew: '証明書の追加', replace: '証明書の交換', withdraw: '退任', restore: '停止の解除', withdrawn: '退任', replaced: '交換', 'relying-party-ended': '検証者の登録終了',
  registration: 'カードの登録', certificates: '証明書の発行', renewal: '更新', replacement: '再交付', extension: '期限の延長', lift: '一時停止の解除', revocation: '失効', pin: '暗証番号',
  release: '適用', rejection: '拒否', removals: '消除', moves: '転居・転出', corrections: '修正', losses: '紛失', requested: '申請による失効',
  ceremony: '鍵の儀式', operators: '二人の運用者', 'former-signer': '以前の署名者', foundation: '創設', 'roll-over': '鍵の更新', start: '起動', 'ocsp-signer': 'OCSP 署名者', backup: '控え',
  'retention-over': '保存期間の満了', 'court-order': '裁判所の命令', 'cease-of-use': '利用の停止', commission: '委員会の命令',
  office: '市区町村窓口', 'office-clerk': '市区町村窓口', 'office-supervisor': '市区町村窓口（責任者）', 'lossline-operator': '紛失受付', auditor: '監査', 'ca-operator': '認証局運用', 'register-feed': '住民基本台帳連携', 'relying-party': '署名検証者',
  'event-hold': '留め置き', 'dual-control': '二人の確認', 'ocsp-responder': '応答サーバー', application: '申請',
  address: '住所', name: '氏名', sex: '性別', birthDate: '生年月日',
  'address-changed': '住所の変更', 'name-changed': '氏名の変更', 'sex-changed': '性別の変更', 'birth-date-changed': '生年月日の変更', died: '死亡', 'card-lost': 'カードの紛失', 'card-returned': 'カードの返納',
};

const en: Readonly<Record<string, string>> = {
  'user-identification': 'user identification', keyCompromise: 'key compromise', affiliationChanged: 'data changed', cessationOfOperation: 'ceased to be used', certificateHold: 'on hold', cACompromise: "compromise of the authority's key",
  'holder-request': "holder's request", 'key-compromise': 'key compromise', 'erroneous-issue': 'issued in error', 'ex-officio': 'ex officio', 'destroyed-before-delivery': 'destroyed before delivery', 'card-ended': 'the card ended',
  'resident-event': 'resident event', 'revocation-job': 'mass revocation', 'number-changed': 'number changed', 'stay-extended': 'stay extended', 'permission-pending': 'permission pending', 'stay-shortened': 'stay shortened',
  renew: 'certify once more', replace: 'replace the certificates of', restore: 'let in again', 'roll-over': 'roll-over', 'ocsp-signer': 'OCSP signer', 'retention-over': 'kept long enough', 'court-order': 'court order', 'cease-of-use': 'cease of use',
};

const words = texts(ja, en);

export function wordOf(value: string): string {
  return Object.hasOwn(words(), value) ? words()[value]! : value;
}
