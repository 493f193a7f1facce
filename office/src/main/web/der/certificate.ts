import { equal, fromBase64, textOf, toHex, type Octets } from '$/tlog/octets';
import { bitsOf, contentOf, INTEGER, NotDer, OCTET_STRING, oidOf, partsOf, SEQUENCE, timeOf, valueOf, type Value } from './der';

/** What of a certificate (RFC 5280) is looked at here. */
export interface Certificate {
  readonly whole: Octets;
  readonly tbs: Octets;
  readonly algorithm: string;
  readonly signature: Octets;
  /** In lower-case hexadecimal without leading zero octets. */
  readonly serial: string;
  readonly issuer: Octets;
  readonly subject: Octets;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Octets;
  /** The key itself, without what it is of. */
  readonly key: Octets;
  /** The purposes of its key, where it says so. */
  readonly purposes: readonly string[];
}

/** A serial number as all of this program writes it. */
export function serialOf(content: Octets): string {
  return toHex(content).replace(/^(00)+(?=..)/, '');
}

const PURPOSES = '2.5.29.37';

function purposesOf(extensions: Value | undefined): readonly string[] {
  if (!extensions) return [];
  const [list] = partsOf(extensions, 0xa3);
  const found = partsOf(list, SEQUENCE)
    .map((extension) => partsOf(extension, SEQUENCE))
    .find(([id]) => oidOf(id) === PURPOSES);
  const value = found?.at(-1);
  return value ? partsOf(valueOf(contentOf(value, OCTET_STRING), SEQUENCE), SEQUENCE).map(oidOf) : [];
}

/** Reads one in DER. Throws {@link NotDer} where it is none. */
export function parseCertificate(octets: Octets): Certificate {
  const [tbs, algorithm, signature] = partsOf(valueOf(octets, SEQUENCE), SEQUENCE);
  const fields = partsOf(tbs, SEQUENCE);
  // The version goes first, where it is not the oldest.
  const [serial, , issuer, validity, subject, spki, ...rest] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = partsOf(validity, SEQUENCE);
  if (!tbs || !issuer || !subject || !spki) throw new NotDer('it is no certificate');
  return {
    whole: octets,
    tbs: tbs.whole,
    algorithm: oidOf(partsOf(algorithm, SEQUENCE)[0]),
    signature: bitsOf(signature),
    serial: serialOf(contentOf(serial, INTEGER)),
    issuer: issuer.whole,
    subject: subject.whole,
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki: spki.whole,
    key: bitsOf(partsOf(spki, SEQUENCE)[1]),
    purposes: purposesOf(rest.find((part) => part.tag === 0xa3)),
  };
}

/** Reads a file with a certificate, DER or PEM; null where it is none. */
export function certificateOfFile(octets: Octets): Certificate | null {
  const pem = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/.exec(textOf(octets) ?? '');
  try {
    const body = pem ? fromBase64(pem[1]!.replace(/\s+/g, '')) : octets;
    return body && parseCertificate(body);
  } catch {
    return null;
  }
}

export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return equal(certificate.issuer, issuer.subject);
}
