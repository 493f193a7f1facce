import { plainSignature } from '$/tlog/note';
import { concat, type Octets } from '$/tlog/octets';
import { INTEGER, NotDer, oidOf, partsOf, SEQUENCE, valueOf } from './der';

/** Signatures of certificates and OCSP answers, checked by WebCrypto. */

const RSA = { '1.2.840.113549.1.1.11': 'SHA-256', '1.2.840.113549.1.1.12': 'SHA-384', '1.2.840.113549.1.1.13': 'SHA-512' } as const;
const ECDSA = { '1.2.840.10045.4.3.2': 'SHA-256', '1.2.840.10045.4.3.3': 'SHA-384', '1.2.840.10045.4.3.4': 'SHA-512' } as const;
const CURVES = { '1.2.840.10045.3.1.7': ['P-256', 32], '1.3.132.0.34': ['P-384', 48] } as const;

/** Whether this browser can check signatures here: only over TLS, or on this machine. */
export function canVerify(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

/** The curve of a key, with the octets of its numbers. Throws {@link NotDer} where it is on none that is known. */
export function curveOf(spki: Octets): readonly [string, number] {
  const [algorithm] = partsOf(valueOf(spki, SEQUENCE), SEQUENCE);
  const curve = CURVES[oidOf(partsOf(algorithm, SEQUENCE)[1]) as keyof typeof CURVES];
  if (!curve) throw new NotDer('a curve is not known');
  return curve;
}

/** The two numbers of an ECDSA signature, each of so many octets. */
export function plainOf(signature: Octets, size: number): Octets {
  if (size === 32) {
    const plain = plainSignature(signature);
    if (!plain) throw new NotDer('a signature has another form');
    return plain;
  }
  const numbers = partsOf(valueOf(signature, SEQUENCE), SEQUENCE).map((value) => {
    if (value.tag !== INTEGER || value.content.length > size + 1) throw new NotDer('a signature has another form');
    const digits = value.content[0] === 0 ? value.content.slice(1) : value.content;
    if (digits.length > size) throw new NotDer('a signature has another form');
    return concat(new Uint8Array(size - digits.length), digits);
  });
  if (numbers.length !== 2) throw new NotDer('a signature has another form');
  return concat(...numbers);
}

/** Whether a key made a signature; never where anything is not understood. */
export async function isSigned(data: Octets, signature: Octets, algorithm: string, spki: Octets): Promise<boolean> {
  try {
    const digest = RSA[algorithm as keyof typeof RSA];
    if (digest) {
      const scheme = { name: 'RSASSA-PKCS1-v1_5', hash: digest };
      const key = await crypto.subtle.importKey('spki', spki, scheme, false, ['verify']);
      return await crypto.subtle.verify(scheme, key, signature, data);
    }
    const hash = ECDSA[algorithm as keyof typeof ECDSA];
    if (!hash) return false;
    const [namedCurve, size] = curveOf(spki);
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash }, key, plainOf(signature, size), data);
  } catch {
    return false;
  }
}
