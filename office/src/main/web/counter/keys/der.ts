/** As much of DER as is needed to tell a certificate from a request and to read a serial number. */

/** An element: its tag, its content, and where the next one begins. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly end: number;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
const VERSION = 0xa0;
const LONG = 0x80;

/** Reads the element at an offset; null where there is none that is whole. */
export function elementAt(octets: Uint8Array, offset = 0): Element | null {
  const tag = octets[offset];
  const first = octets[offset + 1];
  if (tag === undefined || first === undefined) return null;
  const count = first & LONG ? first & ~LONG : 0;
  if (count > 4 || first === LONG) return null;
  let length = first;
  if (count > 0) {
    const size = octets.subarray(offset + 2, offset + 2 + count);
    length = size.reduce((sum, octet) => sum * 256 + octet, 0);
  }
  const from = offset + 2 + count;
  const end = from + length;
  return end <= octets.length ? { tag, content: octets.subarray(from, end), end } : null;
}

/** The elements one behind the other, at most so many; fewer where something is broken. */
export function elements(octets: Uint8Array, most = 8): Element[] {
  const found: Element[] = [];
  for (let offset = 0; offset < octets.length && found.length < most; ) {
    const element = elementAt(octets, offset);
    if (!element) break;
    found.push(element);
    offset = element.end;
  }
  return found;
}

const hex = (octets: Uint8Array) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');

/** Both documents are a sequence of what was signed, an algorithm and a signature. Null where it is neither. */
function signed(octets: Uint8Array): Element[] | null {
  const whole = elementAt(octets);
  if (!whole || whole.tag !== SEQUENCE || whole.end !== octets.length) return null;
  const parts = elements(whole.content);
  const isSigned = parts.length === 3 && parts[0]!.tag === SEQUENCE && parts[1]!.tag === SEQUENCE && parts[2]!.tag === BIT_STRING;
  return isSigned ? elements(parts[0]!.content, 10) : null;
}

/** The serial number of a certificate as the API writes it; null where it is none. */
export function serialOf(octets: Uint8Array): string | null {
  const parts = signed(octets);
  const serial = parts?.[0]?.tag === VERSION ? parts[1] : parts?.[0];
  if (!parts || parts.length < 6 || serial?.tag !== INTEGER) return null;
  return hex(serial.content).replace(/^(00)+(?=..)/, '');
}

/** Whether it is a PKCS#10: version, subject, key, attributes. */
export function isRequest(octets: Uint8Array): boolean {
  const parts = signed(octets);
  return !!parts && parts.length >= 3 && parts.length <= 4 && parts[0]!.tag === INTEGER && parts[1]!.tag === SEQUENCE && parts[2]!.tag === SEQUENCE;
}

/** What a text holds in PEM, or as base64 alone. */
export function pemBlocks(text: string): { readonly label: string; readonly octets: Uint8Array }[] {
  const framed = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)];
  const blocks = framed.length > 0 ? framed.map((found) => ({ label: found[1]!, base64: found[2]! })) : [{ label: '', base64: text }];
  return blocks.flatMap(({ label, base64 }) => {
    const octets = fromBase64(base64);
    return octets ? [{ label, octets }] : [];
  });
}

function fromBase64(text: string): Uint8Array | null {
  const clean = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(clean)) return null;
  try {
    return Uint8Array.from(atob(clean), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A request as the API takes it. */
export function requestPem(octets: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...octets));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n');
}
