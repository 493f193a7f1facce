import { pemBlocks } from './der';
import type { Issued } from './terminal';

/** The octets of the one object in a text in PEM; none where there is none. */
export function octetsOf(pem: string): Uint8Array<ArrayBuffer> {
  return pemBlocks(pem)[0]?.octets ?? new Uint8Array();
}

export async function hexSha256(octets: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', octets));
  return [...hash].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** The certificate of the authority that issued one, as base64; null where it cannot be had. It is no secret, and no reading of anybody. */
export async function issuerOf(one: Issued): Promise<string | null> {
  try {
    const response = await fetch(`/ca/${one.authority}-g${one.generation}.cer`, { redirect: 'error' });
    if (!response.ok) return null;
    const octets = new Uint8Array(await response.arrayBuffer());
    return btoa(String.fromCharCode(...octets));
  } catch {
    return null;
  }
}
