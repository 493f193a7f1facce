import type { Octets } from '$/tlog/octets';

/** What of DER (X.690) certificates and OCSP need: read strictly, written by what it is made of. */
export interface Value {
  readonly tag: number;
  readonly content: Octets;
  /** With tag and length. */
  readonly whole: Octets;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OID = 0x06;
export const ENUMERATED = 0x0a;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;

/** Thrown where octets are not what they should be. */
export class NotDer extends Error {}

interface Length {
  readonly length: number;
  readonly begin: number;
}

function lengthAt(octets: Octets, at: number): Length {
  const first = octets[at];
  if (first === undefined) throw new NotDer('it ends');
  if (first < 0x80) return { length: first, begin: at + 1 };
  const count = first & 0x7f;
  if (count < 1 || count > 3) throw new NotDer('a length is too long');
  let length = 0;
  for (let place = 1; place <= count; place++) length = length * 256 + (octets[at + place] ?? 0);
  if (length < 0x80 || length < 256 ** (count - 1)) throw new NotDer('a length is not the shortest');
  return { length, begin: at + 1 + count };
}

/** The values that stand behind each other. */
export function valuesOf(octets: Octets): readonly Value[] {
  const values: Value[] = [];
  let at = 0;
  while (at < octets.length) {
    const { length, begin } = lengthAt(octets, at + 1);
    if (begin + length > octets.length) throw new NotDer('it ends');
    values.push({ tag: octets[at]!, content: octets.slice(begin, begin + length), whole: octets.slice(at, begin + length) });
    at = begin + length;
  }
  return values;
}

/** The one value of octets. */
export function valueOf(octets: Octets, tag: number): Value {
  const values = valuesOf(octets);
  if (values.length !== 1 || values[0]!.tag !== tag) throw new NotDer('another value was to be here');
  return values[0]!;
}

/** The parts of a value of that tag. */
export function partsOf(value: Value | undefined, tag: number): readonly Value[] {
  return valuesOf(contentOf(value, tag));
}

export function contentOf(value: Value | undefined, tag: number): Octets {
  if (value?.tag !== tag) throw new NotDer('another value was to be here');
  return value.content;
}

/** The octets of a bit string without unused bits. */
export function bitsOf(value: Value | undefined): Octets {
  const content = contentOf(value, BIT_STRING);
  if (content[0] !== 0) throw new NotDer('a bit string has unused bits');
  return content.slice(1);
}

/** An object identifier, with dots. An arc may be as long as a UUID. */
export function oidOf(value: Value | undefined): string {
  const content = contentOf(value, OID);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = arc * 128n + BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...rest] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** A time, in seconds and UTC as RFC 5280 has it. */
export function timeOf(value: Value | undefined): Date {
  const short = value?.tag === UTC_TIME;
  const text = new TextDecoder('latin1').decode(contentOf(value, short ? UTC_TIME : GENERALIZED_TIME));
  const parts = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!parts || (parts[1]!.length === 2) !== short) throw new NotDer('a time has another form');
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number];
  const full = short ? year + (year < 50 ? 2000 : 1900) : year;
  return new Date(Date.UTC(full, month - 1, day, hour, minute, second));
}

/** Writes a value. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Octets {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  const all = new Uint8Array(head.length + length);
  all.set(head);
  let at = head.length;
  for (const part of contents) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
