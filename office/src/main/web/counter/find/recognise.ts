import { pemBlocks, serialOf } from '../keys/der';

/** What was put into the one box. */
export type Recognised =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'card'; readonly card: string }
  | { readonly kind: 'serial'; readonly serial: string; readonly fromCertificate: boolean }
  | { readonly kind: 'entry'; readonly entry: string }
  | { readonly kind: 'register-id'; readonly registerId: string }
  /** People are looked for on purpose only, with their birth date. */
  | { readonly kind: 'person' }
  /** Twelve digits are never sent anywhere. */
  | { readonly kind: 'my-number' }
  | { readonly kind: 'unknown' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SERIAL = /^[0-9a-f]{14,40}$/;
const ENTRY = /^\d{1,11}$/;
const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Says what a text is. Digits in full width and hyphens of any form are taken as what they look like. */
export function recognise(text: string): Recognised {
  if (text.trim() === '') return { kind: 'nothing' };
  const certificate = certificateIn(text);
  if (certificate) return certificate;
  const clean = text.normalize('NFKC').trim().replace(/[‐‑–—−ー]/g, '-');
  if (/[^\x20-\x7e]/.test(clean)) return { kind: 'person' };
  const code = clean.toLowerCase();
  if (UUID.test(code)) return { kind: 'card', card: code };
  if (/^\d{12}$/.test(code.replace(/[\s-]/g, ''))) return { kind: 'my-number' };
  const hex = code.replace(/^0x/, '').replace(/[\s:]/g, '');
  if (SERIAL.test(hex)) return { kind: 'serial', serial: hex.replace(/^(00)+(?=..)/, ''), fromCertificate: false };
  const digits = code.replace(/[\s,#]|^no\.?/g, '');
  if (ENTRY.test(digits)) return { kind: 'entry', entry: digits.replace(/^0+(?=.)/, '') };
  if (ID.test(clean)) return { kind: 'register-id', registerId: clean };
  return /^[A-Za-z' .-]+$/.test(clean) ? { kind: 'person' } : { kind: 'unknown' };
}

/** A certificate by its octets, as a file that was dropped. */
export function recogniseOctets(octets: Uint8Array<ArrayBuffer>): Recognised {
  const serial = serialOf(octets);
  if (serial) return { kind: 'serial', serial, fromCertificate: true };
  return certificateIn(new TextDecoder().decode(octets)) ?? { kind: 'unknown' };
}

function certificateIn(text: string): Recognised | null {
  for (const { octets } of pemBlocks(text)) {
    const serial = serialOf(octets);
    if (serial) return { kind: 'serial', serial, fromCertificate: true };
  }
  return /-----BEGIN /.test(text) ? { kind: 'unknown' } : null;
}
