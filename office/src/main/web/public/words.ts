import type { Asked } from '$/der/ask';
import type { Certificate } from '$/der/certificate';
import type { Filtered } from '$/filter/ask';

/** What an answer means for whoever holds the certificate, in plain words; pure. */
export interface Told {
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
  readonly title: string;
  readonly lines: readonly string[];
}

export type Language = 'ja' | 'en';

const WORDS = {
  ja: {
    good: '● 有効です',
    goodWhat: 'この電子証明書は、いま使えます。',
    held: '▲ 一時停止中です',
    heldWhat: 'カードをなくしたという届けがあり、使えなくなっています。',
    heldTodo: 'カードが手元にあるときは、カードと本人確認書類を持って、市区町村の窓口へ行ってください。電話では解けません。',
    revoked: '■ 失効しています',
    expired: '○ 期限が切れています',
    expiredWhat: (day: string) => `${day}で期限が切れました。`,
    expiredTodo: '市区町村の窓口で、新しい電子証明書を発行できます。',
    never: 'この番号の証明書はありません',
    neverWhat: '番号と種類が合っているか、もう一度確認してください。',
    since: (time: string) => `${time}から使えません。`,
    reasons: {
      1: '鍵が漏れたという届けがあったためです。',
      3: '住所や氏名などが変わったためです。引っ越しのあとも、この形で失効します。',
      4: '新しい証明書に替わったためです。',
      5: '本人の届け出、またはカードの失効などのためです。',
    } as Record<number, string>,
    noReason: '理由は公表されていません。',
    revokedTodo: 'また使うには、市区町村の窓口で新しい電子証明書を発行してもらってください。',
    signatureRequired: 'この認証局は、登録した検証者にだけ答えます',
    signatureRequiredWhat: 'ここでは調べられません。市区町村の窓口か、失効リストで確認してください。',
    later: 'いま混み合っています',
    laterWhat: 'しばらくしてから、もう一度調べてください。',
    none: '答えがありませんでした',
    noneWhat: '通信を確認して、もう一度調べてください。',
    foreign: 'この認証局の証明書ではありません',
    foreignWhat: '個人番号カードの電子証明書のファイルか、確認してください。',
    noCertificate: '証明書のファイルとして読めません',
    noCertificateWhat: '.cer または .pem のファイルを選んでください。',
    wrongSerial: '番号の形が違います',
    wrongSerialWhat: '0～9 と a～f だけの番号を入れてください。',
    authentic: '答えの署名を確かめました。認証局が署名した答えです。',
    unverified: 'この接続では、答えの署名を確かめられません。確かめるには https:// で始まるアドレスで開いてください。',
    forged: '答えの署名が正しくありません',
    forgedWhat: 'この答えは信用できません。別の回線で、もう一度調べてください。',
    asOf: (time: string) => `${time}現在の情報です。`,
    number: (serial: string) => `番号 ${serial}`,
    asking: '調べています…',
    byFilter: (time: string) => `${time}現在の状態フィルタで調べました。この証明書については、どこにも問い合わせていません。`,
    noDetail: '状態フィルタでは、いつから、なぜ使えないのかは分かりません。番号を送って調べると分かります。',
    notCovered: '状態フィルタには、まだ載っていません',
    notCoveredWhat: 'フィルタが作られたあとに発行された証明書です。番号を送って調べてください。',
    oldFilter: '状態フィルタが古すぎます',
    oldFilterWhat: 'この端末の時計を確認して、番号を送って調べてください。',
    noFilter: '状態フィルタがありません',
    noFilterWhat: 'この認証局は状態フィルタを公開していないか、通信できません。番号を送って調べてください。',
    uncheckable: 'この接続では調べられません',
    uncheckableWhat: '状態フィルタの署名を確かめられません。https:// で始まるアドレスで開いてください。',
    forgedFilter: '状態フィルタの署名が正しくありません',
    forgedFilterWhat: 'このフィルタは信用できません。別の回線で、もう一度調べてください。',
  },
  en: {
    good: '● Valid',
    goodWhat: 'This certificate can be used now.',
    held: '▲ Suspended',
    heldWhat: 'The loss of the card was reported, so it cannot be used.',
    heldTodo: 'If you have the card, take it and an identity document to your municipal office. This cannot be lifted by telephone.',
    revoked: '■ Revoked',
    expired: '○ Expired',
    expiredWhat: (day: string) => `It ended on ${day}.`,
    expiredTodo: 'Your municipal office can issue a new one.',
    never: 'There is no certificate of this number',
    neverWhat: 'Look again whether number and kind are right.',
    since: (time: string) => `It cannot be used since ${time}.`,
    reasons: {
      1: 'Its key was reported as leaked.',
      3: 'The address, name or other data changed; so it ends after moving house.',
      4: 'A new certificate took its place.',
      5: 'The holder asked for it, or the card ended.',
    },
    noReason: 'No reason is published.',
    revokedTodo: 'To use one again, have a new certificate issued at your municipal office.',
    signatureRequired: 'This authority answers registered relying parties only',
    signatureRequiredWhat: 'It cannot be checked here. Ask your municipal office, or look at the CRL.',
    later: 'The service is busy',
    laterWhat: 'Try again in a while.',
    none: 'There was no answer',
    noneWhat: 'Look at your connection and try again.',
    foreign: 'This is no certificate of this authority',
    foreignWhat: 'Look whether it is the file of a certificate on an Individual Number Card.',
    noCertificate: 'This is no file of a certificate',
    noCertificateWhat: 'Choose a .cer or .pem file.',
    wrongSerial: 'The number has another form',
    wrongSerialWhat: 'Enter digits 0 to 9 and letters a to f only.',
    authentic: 'The signature was checked: the authority itself gave this answer.',
    unverified: 'Over this connection the signature of the answer cannot be checked. Open the address that begins with https:// to have it checked.',
    forged: 'The signature of the answer is wrong',
    forgedWhat: 'This answer cannot be trusted. Try again over another line.',
    asOf: (time: string) => `As of ${time}.`,
    number: (serial: string) => `Number ${serial}`,
    asking: 'Asking…',
    byFilter: (time: string) => `By the status filter as of ${time}. Nobody was asked about this certificate.`,
    noDetail: 'The status filter does not tell since when or why. Send the number to find out.',
    notCovered: 'The status filter does not know it yet',
    notCoveredWhat: 'It was issued after the filter was made. Send the number to have it checked.',
    oldFilter: 'The status filter is too old',
    oldFilterWhat: 'Look at the clock of this machine, and send the number to have it checked.',
    noFilter: 'There is no status filter',
    noFilterWhat: 'This authority publishes none, or it cannot be had. Send the number to have it checked.',
    uncheckable: 'It cannot be checked over this connection',
    uncheckableWhat: 'The signature of the status filter cannot be checked here. Open the address that begins with https://.',
    forgedFilter: 'The signature of the status filter is wrong',
    forgedFilterWhat: 'This filter cannot be trusted. Try again over another line.',
  },
} satisfies Record<Language, unknown>;

const HOLD = 6;

export function wordsOf(language: Language): (typeof WORDS)['ja'] {
  return WORDS[language];
}

/** A moment as people in Japan read it. */
export function timeText(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP-u-ca-japanese' : 'en-GB', {
    timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short',
  }).format(at);
}

function dayText(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP-u-ca-japanese' : 'en-GB', { timeZone: 'Asia/Tokyo', dateStyle: 'long' }).format(at);
}

/** The number as it was typed, as it is asked for; null where it is none. */
export function serialOfText(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s:：-]/g, '').toLowerCase().replace(/^0x/, '').replace(/^(00)+(?=..)/, '');
  return /^[0-9a-f]{1,40}$/.test(digits) ? digits : null;
}

/** Says what an answer means.
 *
 * @param certificate the one that was dropped; null where only a number was typed
 */
export function tell(asked: Asked, certificate: Certificate | null, language: Language, now: Date): Told {
  const words = wordsOf(language);
  if (asked.kind === 'none') return { tone: 'none', title: words.none, lines: [words.noneWhat] };
  if (asked.kind === 'refused') {
    if (asked.why === 'signature-required') return { tone: 'none', title: words.signatureRequired, lines: [words.signatureRequiredWhat] };
    if (asked.why !== 'unauthorized') return { tone: 'none', title: words.later, lines: [words.laterWhat] };
    return certificate && certificate.notAfter < now
      ? { tone: 'none', title: words.expired, lines: [words.expiredWhat(dayText(certificate.notAfter, language)), words.expiredTodo] }
      : { tone: 'none', title: words.never, lines: [words.neverWhat] };
  }
  if (asked.authentic === false) return { tone: 'bad', title: words.forged, lines: [words.forgedWhat] };
  const proof = [words.asOf(timeText(asked.single.thisUpdate, language)), asked.authentic ? words.authentic : words.unverified];
  const { status } = asked.single;
  if (status.kind === 'unknown' || (status.kind === 'revoked' && status.at.getTime() === 0)) {
    return { tone: 'none', title: words.never, lines: [words.neverWhat, ...proof] };
  }
  if (status.kind === 'revoked') {
    const since = words.since(timeText(status.at, language));
    return status.reason === HOLD
      ? { tone: 'warn', title: words.held, lines: [since, words.heldWhat, words.heldTodo, ...proof] }
      : { tone: 'bad', title: words.revoked, lines: [since, words.reasons[status.reason ?? 0] ?? words.noReason, words.revokedTodo, ...proof] };
  }
  if (certificate && certificate.notAfter < now) {
    return { tone: 'none', title: words.expired, lines: [words.expiredWhat(dayText(certificate.notAfter, language)), words.expiredTodo, ...proof] };
  }
  return { tone: 'good', title: words.good, lines: [words.goodWhat, ...proof] };
}

/** Says what a status filter tells of a certificate. */
export function tellFiltered(filtered: Filtered, certificate: Certificate, language: Language, now: Date): Told {
  const words = wordsOf(language);
  const none = (title: string, what: string, tone: Told['tone'] = 'none'): Told => ({ tone, title, lines: [what] });
  switch (filtered.kind) {
    case 'none':
      return none(words.noFilter, words.noFilterWhat);
    case 'uncheckable':
      return none(words.uncheckable, words.uncheckableWhat);
    case 'forged':
      return none(words.forgedFilter, words.forgedFilterWhat, 'bad');
    case 'foreign':
      return none(words.foreign, words.foreignWhat, 'bad');
  }
  // A filter may leave out what ended.
  if (certificate.notAfter < now) {
    return { tone: 'none', title: words.expired, lines: [words.expiredWhat(dayText(certificate.notAfter, language)), words.expiredTodo] };
  }
  const proof = words.byFilter(timeText(filtered.asOf, language));
  switch (filtered.status) {
    case 'good':
      return { tone: 'good', title: words.good, lines: [words.goodWhat, proof] };
    case 'on-hold':
      return { tone: 'warn', title: words.held, lines: [words.heldWhat, words.heldTodo, proof] };
    case 'revoked':
      return { tone: 'bad', title: words.revoked, lines: [words.noDetail, words.revokedTodo, proof] };
    case 'not-covered':
      return none(words.notCovered, words.notCoveredWhat);
    case 'too-old':
      return none(words.oldFilter, words.oldFilterWhat);
    case 'not-ours':
      return none(words.noFilter, words.noFilterWhat);
  }
}
