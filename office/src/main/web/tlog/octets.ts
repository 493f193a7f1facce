/** Octets as the log writes them: base64 in the one form that it has. */

export type Octets = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Octets {
  return new TextEncoder().encode(text);
}

export function concat(...parts: readonly Uint8Array[]): Octets {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, place) => octet === other[place]);
}

export function toBase64(octets: Uint8Array): string {
  return btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
}

/** Null where the text is no base64, or not the one form of it. */
export function fromBase64(text: string): Octets | null {
  try {
    const octets = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(octets) === text ? octets : null;
  } catch {
    return null;
  }
}

export function toHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

export async function sha256(octets: Octets): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', octets));
}

/** The text of octets in UTF-8; null where they are none. */
export function textOf(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}
