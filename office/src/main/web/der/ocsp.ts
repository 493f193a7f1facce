import { equal, type Octets } from '$/tlog/octets';
import { integerOf, parseCertificate, serialOf, type Certificate } from './certificate';
import {
  bitsOf, contentOf, der, ENUMERATED, INTEGER, NotDer, NULL, OCTET_STRING, OID, oidOf, partsOf, SEQUENCE, timeOf, valueOf, valuesOf,
  type Value,
} from './der';
import { sha1 } from './sha1';
import { isSigned } from './verify';

/** Questions to an OCSP responder and its answers (RFC 6960). */

const SHA1 = new Uint8Array([0x2b, 0x0e, 0x03, 0x02, 0x1a]);
const BASIC = '1.3.6.1.5.5.7.48.1.1';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** Names a certificate: the hashes of its issuer's name and key, and its serial number. */
export function certId(issuer: Certificate, serial: string): Octets {
  const algorithm = der(SEQUENCE, der(OID, SHA1), der(NULL));
  return der(
    SEQUENCE, algorithm, der(OCTET_STRING, sha1(issuer.subject)), der(OCTET_STRING, sha1(issuer.key)), der(INTEGER, integerOf(serial)),
  );
}

/** A question about one certificate. */
export function requestOf(id: Octets): Octets {
  return der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, id))));
}

export type Status =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason: number | null }
  | { readonly kind: 'unknown' };

/** Why a responder gave no answer. */
export type Refused = 'malformed' | 'internal' | 'try-later' | 'signature-required' | 'unauthorized';

export interface Single {
  readonly id: Octets;
  readonly status: Status;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
}

export interface Answer {
  readonly data: Octets;
  readonly algorithm: string;
  readonly signature: Octets;
  readonly producedAt: Date;
  readonly singles: readonly Single[];
  readonly signers: readonly Certificate[];
}

const REFUSED: Readonly<Record<number, Refused>> = {
  1: 'malformed', 2: 'internal', 3: 'try-later', 5: 'signature-required', 6: 'unauthorized',
};

function statusOf(value: Value | undefined): Status {
  switch (value?.tag) {
    case 0x80:
      return { kind: 'good' };
    case 0x82:
      return { kind: 'unknown' };
    case 0xa1: {
      const [at, reason] = valuesOf(value.content);
      const number = reason ? contentOf(valueOf(contentOf(reason, 0xa0), ENUMERATED), ENUMERATED)[0] : undefined;
      return { kind: 'revoked', at: timeOf(at), reason: number ?? null };
    }
    default:
      throw new NotDer('a status is not known');
  }
}

function singleOf(value: Value): Single {
  const [id, status, thisUpdate, next] = partsOf(value, SEQUENCE);
  if (!id) throw new NotDer('it is no answer');
  const nextUpdate = next?.tag === 0xa0 ? timeOf(valuesOf(next.content)[0]) : null;
  return { id: id.whole, status: statusOf(status), thisUpdate: timeOf(thisUpdate), nextUpdate };
}

/** Reads what a responder sent. Throws {@link NotDer} where it is no OCSPResponse. Nothing was checked then. */
export function parseAnswer(octets: Octets): Answer | Refused {
  const [status, body] = partsOf(valueOf(octets, SEQUENCE), SEQUENCE);
  const code = contentOf(status, ENUMERATED)[0];
  if (code !== 0) {
    const refused = REFUSED[code ?? -1];
    if (!refused) throw new NotDer('a status is not known');
    return refused;
  }
  const [type, wrapped] = partsOf(valueOf(contentOf(body, 0xa0), SEQUENCE), SEQUENCE);
  if (oidOf(type) !== BASIC) throw new NotDer('another kind of answer');
  const [data, algorithm, signature, certificates] = partsOf(valueOf(contentOf(wrapped, OCTET_STRING), SEQUENCE), SEQUENCE);
  const fields = partsOf(data, SEQUENCE);
  const [, producedAt, singles] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (!data) throw new NotDer('it is no answer');
  return {
    data: data.whole,
    algorithm: oidOf(partsOf(algorithm, SEQUENCE)[0]),
    signature: bitsOf(signature),
    producedAt: timeOf(producedAt),
    singles: partsOf(singles, SEQUENCE).map(singleOf),
    signers: certificates ? partsOf(valuesOf(certificates.content)[0], SEQUENCE).map((one) => parseCertificate(one.whole)) : [],
  };
}

/** What is said of a certificate; null where the answer is about others. */
export function singleFor(answer: Answer, issuer: Certificate, serial: string): Single | null {
  const [, name, key] = valuesOf(valueOf(certId(issuer, serial), SEQUENCE).content);
  return (
    answer.singles.find((single) => {
      const [, itsName, itsKey, itsSerial] = valuesOf(valueOf(single.id, SEQUENCE).content);
      const same = equal(itsName!.content, name!.content) && equal(itsKey!.content, key!.content);
      return same && serialOf(contentOf(itsSerial, INTEGER)) === serialOf(integerOf(serial));
    }) ?? null
  );
}

/** Whether the authority signed an answer, itself or by whom it delegated that to (RFC 6960 §4.2.2.2), and it holds at that time. */
export async function isAuthentic(answer: Answer, single: Single, issuer: Certificate, now: Date): Promise<boolean> {
  const late = single.nextUpdate !== null && single.nextUpdate < now;
  // Clocks of people's machines are some minutes wrong.
  const early = single.thisUpdate.getTime() > now.getTime() + 10 * 60_000;
  if (late || early) return false;
  for (const signer of [...answer.signers, issuer]) {
    const delegated =
      equal(signer.whole, issuer.whole) ||
      (signer.purposes.includes(OCSP_SIGNING) &&
        signer.notBefore <= now &&
        now <= signer.notAfter &&
        equal(signer.issuer, issuer.subject) &&
        (await isSigned(signer.tbs, signer.signature, signer.algorithm, issuer.spki)));
    if (delegated && (await isSigned(answer.data, answer.signature, answer.algorithm, signer.spki))) return true;
  }
  return false;
}

