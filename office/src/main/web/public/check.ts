import { ask, issuerOf } from '$/der/ask';
import { certificateOfFile, isIssuedBy, type Certificate } from '$/der/certificate';
import { canVerify, isSigned } from '$/der/verify';
import { askFilter } from '$/filter/ask';
import { serialOfText, tell, tellFiltered, wordsOf, type Language, type Told } from './words';

/** The page that looks whether a certificate can be used. The certificate stays here; at most its number is sent. */

const LARGEST = 1 << 16;
const AUTHORITIES = ['signature', 'user-identification'] as const;

const language: Language = document.documentElement.lang === 'en' ? 'en' : 'ja';
const words = wordsOf(language);
const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const result = element<HTMLDivElement>('result');
let asked = 0;

function show(told: Told, serial?: string): void {
  const title = document.createElement('h2');
  title.textContent = told.title;
  const lines = [...told.lines, ...(serial ? [words.number(serial)] : [])].map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  result.className = `result ${told.tone}`;
  result.replaceChildren(title, ...lines);
}

/** Of several questions the last one is answered. */
async function answered(question: () => Promise<readonly [Told, string?]>): Promise<void> {
  const mine = ++asked;
  show({ tone: 'none', title: words.asking, lines: [] });
  const [told, serial] = await question();
  if (mine === asked) show(told, serial);
}

async function bySerial(): Promise<readonly [Told, string?]> {
  const serial = serialOfText(element<HTMLInputElement>('serial').value);
  if (serial === null) return [{ tone: 'none', title: words.wrongSerial, lines: [words.wrongSerialWhat] }];
  const issuer = await issuerOf(element<HTMLSelectElement>('authority').value);
  return [tell(issuer ? await ask(issuer, serial) : { kind: 'none' }, null, language, new Date()), serial];
}

async function byFile(file: File): Promise<readonly [Told, string?]> {
  const certificate = file.size <= LARGEST ? certificateOfFile(new Uint8Array(await file.arrayBuffer())) : null;
  if (!certificate) return [{ tone: 'none', title: words.noCertificate, lines: [words.noCertificateWhat] }];
  for (const authority of AUTHORITIES) {
    const issuer = await issuerOf(authority);
    if (!issuer) return [tell({ kind: 'none' }, certificate, language, new Date())];
    if (isIssuedBy(certificate, issuer)) return untold() ? byFilter(certificate, authority) : of(certificate, issuer);
  }
  return [{ tone: 'bad', title: words.foreign, lines: [words.foreignWhat] }];
}

/** Whether not even the number may be sent. */
function untold(): boolean {
  return element<HTMLInputElement>('untold').checked;
}

async function byFilter(certificate: Certificate, authority: string): Promise<readonly [Told, string?]> {
  const now = new Date();
  return [tellFiltered(await askFilter(certificate, authority, now), certificate, language, now), certificate.serial];
}

async function of(certificate: Certificate, issuer: Certificate): Promise<readonly [Told, string?]> {
  const told = tell(await ask(issuer, certificate.serial), certificate, language, new Date());
  // One of a generation before was signed by another key: then its number alone is known to be right.
  const forged =
    told.tone === 'good' &&
    canVerify() &&
    certificate.notBefore >= issuer.notBefore &&
    !(await isSigned(certificate.tbs, certificate.signature, certificate.algorithm, issuer.spki));
  return [forged ? { tone: 'bad', title: words.foreign, lines: [words.foreignWhat] } : told, certificate.serial];
}

function take(files: FileList | null | undefined): void {
  const file = files?.[0];
  if (file) void answered(() => byFile(file));
}

const drop = element<HTMLDivElement>('drop');
drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  take(event.dataTransfer?.files);
});
element<HTMLInputElement>('file').addEventListener('change', (event) => take((event.target as HTMLInputElement).files));
element<HTMLInputElement>('untold').addEventListener('change', () => take(element<HTMLInputElement>('file').files));
element<HTMLButtonElement>('ask').addEventListener('click', () => void answered(bySerial));
element<HTMLInputElement>('serial').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) void answered(bySerial);
});
