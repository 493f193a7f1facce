import { parseCertificate, type Certificate } from './certificate';
import { octetsOf } from './fetch';
import { certId, isAuthentic, parseAnswer, requestOf, singleFor, type Refused, type Single } from './ocsp';
import { canVerify } from './verify';

/** What came of asking the responder of where the page comes from. */
export type Asked =
  | {
      readonly kind: 'answered';
      readonly single: Single;
      /** Whether the authority signed it; null where this browser cannot find out, as over plain HTTP. */
      readonly authentic: boolean | null;
    }
  | { readonly kind: 'refused'; readonly why: Refused }
  /** No answer, or none that can be read. */
  | { readonly kind: 'none' };

const BOUNDS = { milliseconds: 10_000, octets: 1 << 20 };

/** The newest certificate of an authority; under it every generation's certificates are known. Null where it cannot be had. */
export async function issuerOf(authority: string): Promise<Certificate | null> {
  try {
    return parseCertificate(await octetsOf(`/ca/${authority}.cer`, BOUNDS));
  } catch {
    return null;
  }
}

/** Asks about a certificate. Only its number and its issuer's hashes are sent. */
export async function ask(issuer: Certificate, serial: string, now: () => Date = () => new Date()): Promise<Asked> {
  try {
    const body = requestOf(certId(issuer, serial));
    const answer = parseAnswer(
      await octetsOf('/ocsp', BOUNDS, { method: 'POST', headers: { 'Content-Type': 'application/ocsp-request' }, body }),
    );
    if (typeof answer === 'string') return { kind: 'refused', why: answer };
    const single = singleFor(answer, issuer, serial);
    if (!single) return { kind: 'none' };
    return { kind: 'answered', single, authentic: canVerify() ? await isAuthentic(answer, single, issuer, now()) : null };
  } catch {
    return { kind: 'none' };
  }
}
