import type { Certificate } from '$/der/certificate';
import { BIT_STRING, NotDer, SEQUENCE, valueOf } from '$/der/der';
import { isSigned } from '$/der/verify';
import { equal } from '$/tlog/octets';

/** Who may sign heads: a key that an authority certified for that, and for nothing else. */

const PURPOSE = '2.25.191866293306132187820079438926869282010';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const BASIC_CONSTRAINTS = '2.5.29.19';
const DIGITAL_SIGNATURE = 0x80;

function valueIn(certificate: Certificate, id: string): Uint8Array<ArrayBuffer> | null {
  return certificate.extensions.find((extension) => extension.id === id)?.value ?? null;
}

function isForStatus(signer: Certificate): boolean {
  const usage = valueIn(signer, KEY_USAGE);
  const constraints = valueIn(signer, BASIC_CONSTRAINTS);
  try {
    return (
      signer.purposes.length === 1 &&
      signer.purposes[0] === PURPOSE &&
      usage !== null &&
      ((valueOf(usage, BIT_STRING).content[1] ?? 0) & DIGITAL_SIGNATURE) !== 0 &&
      // No authority: neither says so, nor how long its chains are.
      (constraints === null || valueOf(constraints, SEQUENCE).content.length === 0) &&
      signer.extensions.every(({ id, critical }) => !critical || id === KEY_USAGE || id === EXTENDED_KEY_USAGE)
    );
  } catch (e) {
    if (e instanceof NotDer) return false;
    throw e;
  }
}

/** Which of the authorities certified the key for signing heads; null where none did. */
export async function authorityOf(signer: Certificate, authorities: readonly Certificate[]): Promise<Certificate | null> {
  if (!isForStatus(signer)) return null;
  for (const authority of authorities) {
    const named = equal(signer.issuer, authority.subject);
    if (named && (await isSigned(signer.tbs, signer.signature, signer.algorithm, authority.spki))) return authority;
  }
  return null;
}
