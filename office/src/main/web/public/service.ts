import { ask, issuerOf } from '$/der/ask';
import { timeText, type Language } from './words';

/** How the service stands, as the browser of the reader finds it. */

const language: Language = document.documentElement.lang === 'en' ? 'en' : 'ja';
const words = {
  ja: {
    answers: '● 応答しています',
    closed: '● 登録した検証者に応答しています',
    silent: '■ 応答しません',
    current: (lists: number, next: string) => `● ${lists}件のリストがすべて有効です。最初の期限は${next}です。`,
    old: (lists: number) => `■ ${lists}件のリストが期限を過ぎています`,
    log: (size: string) => `● ${size}件が署名されています`,
  },
  en: {
    answers: '● answers',
    closed: '● answers registered relying parties',
    silent: '■ does not answer',
    current: (lists: number, next: string) => `● all ${lists} lists are current; the first is due ${next}`,
    old: (lists: number) => `■ ${lists} lists are past their time`,
    log: (size: string) => `● ${size} entries are signed`,
  },
}[language];

const PATIENCE = 15_000;

function set(row: string, text: string): void {
  document.getElementById(row)!.querySelector('td')!.textContent = text;
}

async function ocsp(): Promise<string> {
  const issuer = await issuerOf('signature');
  const asked = issuer ? await ask(issuer, issuer.serial) : null;
  if (asked?.kind === 'answered' && asked.authentic !== false) return words.answers;
  return asked?.kind === 'refused' && asked.why === 'signature-required' ? words.closed : words.silent;
}

async function crls(authority: string): Promise<string> {
  const response = await fetch(`/crl/${authority}/`, { signal: AbortSignal.timeout(PATIENCE) });
  const index = (await response.json()) as { readonly crls: readonly { readonly nextUpdate: string }[] };
  const ends = index.crls.map((crl) => Date.parse(crl.nextUpdate)).sort((one, other) => one - other);
  const old = ends.filter((end) => end < Date.now()).length;
  return old > 0 || ends.length === 0 ? words.old(old) : words.current(ends.length, timeText(new Date(ends[0]!), language));
}

async function log(): Promise<string> {
  const response = await fetch('/log/checkpoint', { signal: AbortSignal.timeout(PATIENCE) });
  const size = response.ok ? Number((await response.text()).split('\n')[1]) : Number.NaN;
  return Number.isFinite(size) ? words.log(size.toLocaleString(language)) : words.silent;
}

function look(row: string, found: Promise<string>): void {
  void found.catch(() => words.silent).then((text) => set(row, text));
}

look('ocsp', ocsp());
look('crl-signature', crls('signature'));
look('crl-user-identification', crls('user-identification'));
look('log', log());
