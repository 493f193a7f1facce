import { parseCertificate } from '$/der/certificate';
import { BIT_STRING, INTEGER, partsOf, SEQUENCE, valueOf } from '$/der/der';

/** The serial number of a certificate as the API writes it; null where it is none. */
export function serialOf(octets: Uint8Array<ArrayBuffer>): string | null {
  try {
    return parseCertificate(octets).serial;
  } catch {
    return null;
  }
}

/** Whether it is a PKCS#10: version, subject, key, attributes; then an algorithm and a signature. What is in it the API judges. */
export function isRequest(octets: Uint8Array<ArrayBuffer>): boolean {
  try {
    const [info, algorithm, signature] = partsOf(valueOf(octets, SEQUENCE), SEQUENCE);
    const [version, subject, key, , ...more] = partsOf(info, SEQUENCE);
    const tags = [version, subject, key, algorithm, signature].map((part) => part?.tag);
    return more.length === 0 && tags.join() === [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, BIT_STRING].join();
  } catch {
    return false;
  }
}

/** What a text holds in PEM, or as base64 alone. */
export function pemBlocks(text: string): { readonly label: string; readonly octets: Uint8Array<ArrayBuffer> }[] {
  const framed = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)];
  const blocks = framed.length > 0 ? framed.map((found) => ({ label: found[1]!, base64: found[2]! })) : [{ label: '', base64: text }];
  return blocks.flatMap(({ label, base64 }) => {
    const octets = fromBase64(base64);
    return octets ? [{ label, octets }] : [];
  });
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
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
