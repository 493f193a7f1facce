import { concat, equal, fromBase64, sha256, utf8, type Octets } from './octets';

/** Signed notes and the keys that check them (C2SP signed-note, tlog-checkpoint, tlog-cosignature). */

export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly value: Octets;
}

export interface SignedNote {
  /** Ends with a line end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const LARGEST = 1 << 16;
const MOST_SIGNATURES = 100;
const NAME = /^[^+\p{Cc}\s\p{Z}]{1,255}$/u;

function idOf(octets: Uint8Array): number {
  return new DataView(octets.buffer, octets.byteOffset).getUint32(0);
}

function signatureOf(line: string): NoteSignature | null {
  const parts = line.split(' ');
  if (parts.length !== 3 || parts[0] !== '—' || !NAME.test(parts[1]!)) return null;
  const octets = fromBase64(parts[2]!);
  return octets && octets.length > 4 ? { name: parts[1]!, id: idOf(octets), value: octets.slice(4) } : null;
}

/** Reads a note; null where it is none. Nothing was checked then. */
export function parseNote(note: string): SignedNote | null {
  const end = note.lastIndexOf('\n\n');
  const clean = !/[\u0000-\u0009\u000b-\u001f]/.test(note);
  if (end < 0 || !note.endsWith('\n') || !clean || utf8(note).length > LARGEST) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map(signatureOf).filter((one) => one !== null);
  return signatures.length === lines.length && lines.length <= MOST_SIGNATURES
    ? { text: note.slice(0, end + 1), signatures }
    : null;
}

/** What a log says of itself. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Octets;
}

/** Reads the text of a note; lines that others add behind the three say nothing here. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.replace(/\n$/, '').split('\n');
  const [origin, size, hash] = lines;
  if (!origin || !size || !hash || lines.includes('') || !/^(0|[1-9]\d{0,17})$/.test(size)) return null;
  const root = fromBase64(hash);
  return root?.length === 32 ? { origin, size: BigInt(size), root } : null;
}

/** A public key that somebody brings: ECDSA on P-256 of a log, Ed25519 of a witness. */
export interface NoteKey {
  readonly name: string;
  readonly id: number;
  readonly kind: 'log' | 'witness';
  readonly key: CryptoKey;
}

const ECDSA = 0x02;
const COSIGNATURE = 0x04;

/** Reads a verifier key, `NAME+ID+BASE64`; null where it is none, or of a kind that is not understood. */
export async function parseKey(text: string): Promise<NoteKey | null> {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  if (!parts || !NAME.test(parts[1]!)) return null;
  const name = parts[1]!;
  const id = Number.parseInt(parts[2]!, 16);
  const material = fromBase64(parts[3]!);
  if (!material || material.length < 2) return null;
  const octets = material.slice(1);
  try {
    if (material[0] === ECDSA) return await keyOfLog(name, id, octets);
    return material[0] === COSIGNATURE ? await keyOfWitness(name, id, octets) : null;
  } catch {
    return null;
  }
}

async function keyOfLog(name: string, id: number, spki: Octets): Promise<NoteKey | null> {
  if (idOf(await sha256(spki)) !== id) return null;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return { name, id, kind: 'log', key: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']) };
}

async function keyOfWitness(name: string, id: number, raw: Octets): Promise<NoteKey | null> {
  const hashed = concat(utf8(`${name}\n`), new Uint8Array([COSIGNATURE]), raw);
  if (idOf(await sha256(hashed)) !== id) return null;
  return { name, id, kind: 'witness', key: await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, true, ['verify']) };
}

export type Verdict = 'valid' | 'absent' | 'forged';

/** What a key says of a note: its signature is there, or not, or somebody else made one in its name. */
export async function check(key: NoteKey, note: SignedNote): Promise<Verdict> {
  let verdict: Verdict = 'absent';
  for (const signature of note.signatures) {
    if (signature.name !== key.name || signature.id !== key.id) continue;
    if (!(await isValid(key, note.text, signature.value))) return 'forged';
    verdict = 'valid';
  }
  return verdict;
}

async function isValid(key: NoteKey, text: string, value: Octets): Promise<boolean> {
  try {
    if (key.kind === 'log') {
      const plain = plainSignature(value);
      return plain !== null && (await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key.key, plain, utf8(text)));
    }
    const time = timeOfCosignature(value);
    const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
    return time !== null && (await crypto.subtle.verify({ name: 'Ed25519' }, key.key, value.slice(8), message));
  } catch {
    return false;
  }
}

/** When a witness saw the log, in seconds; null where the signature has no time. */
export function timeOfCosignature(value: Octets): bigint | null {
  if (value.length <= 8) return null;
  const time = new DataView(value.buffer, value.byteOffset).getBigInt64(0);
  return time >= 0n ? time : null;
}

/** The two numbers of a signature in DER (SEQUENCE of two INTEGERs), as WebCrypto wants them: r and s, 32 octets each. */
export function plainSignature(der: Octets): Octets | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) return null;
  const r = integer(der, 2);
  const s = r && integer(der, r.end);
  return r && s && s.end === der.length ? concat(r.value, s.value) : null;
}

function integer(der: Octets, at: number): { value: Octets; end: number } | null {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined || length < 1 || length > 33) return null;
  const end = at + 2 + length;
  const octets = der.slice(at + 2, end);
  const negative = (octets[0]! & 0x80) !== 0;
  const padded = octets.length > 1 && octets[0] === 0 && (octets[1]! & 0x80) === 0;
  if (octets.length !== length || negative || padded) return null;
  const digits = octets[0] === 0 ? octets.slice(1) : octets;
  return digits.length <= 32 ? { value: concat(new Uint8Array(32 - digits.length), digits), end } : null;
}

/** Whether two keys are one. */
export async function isSameKey(one: NoteKey, other: NoteKey): Promise<boolean> {
  const raw = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('raw', key));
  return one.kind === other.kind && equal(await raw(one.key), await raw(other.key));
}
