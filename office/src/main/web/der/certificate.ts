import { concat, equal, fromBase64, textOf, toHex, type Octets } from '$/tlog/octets';
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
  readonly extensions: readonly Extension[];
  /** The purposes of its key, where it says so. */
  readonly purposes: readonly string[];
}

export interface Extension {
  readonly id: string;
  readonly critical: boolean;
  /** What stands in the OCTET STRING. */
  readonly value: Octets;
}

/** A serial number as all of this program writes it. */
export function serialOf(content: Octets): string {
  return toHex(content).replace(/^(00)+(?=..)/, '');
}

/** Octets of a serial number as an INTEGER has them. */
export function integerOf(serial: string): Octets {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  const octets = Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return (octets[0] ?? 0) >= 0x80 ? concat(new Uint8Array(1), octets) : octets;
}

const PURPOSES = '2.5.29.37';

function extensionsOf(extensions: Value | undefined): readonly Extension[] {
  if (!extensions) return [];
  const [list] = partsOf(extensions, 0xa3);
  return partsOf(list, SEQUENCE)
    .map((extension) => partsOf(extension, SEQUENCE))
    .map((parts) => ({ id: oidOf(parts[0]), critical: parts.length === 3, value: contentOf(parts.at(-1), OCTET_STRING) }));
}

function purposesOf(extensions: readonly Extension[]): readonly string[] {
  const found = extensions.find(({ id }) => id === PURPOSES);
  return found ? partsOf(valueOf(found.value, SEQUENCE), SEQUENCE).map(oidOf) : [];
}

/** Reads one in DER. Throws {@link NotDer} where it is none. */
export function parseCertificate(octets: Octets): Certificate {
  const [tbs, algorithm, signature] = partsOf(valueOf(octets, SEQUENCE), SEQUENCE);
  const fields = partsOf(tbs, SEQUENCE);
  // The version goes first, where it is not the oldest.
  const [serial, , issuer, validity, subject, spki, ...rest] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = partsOf(validity, SEQUENCE);
  if (!tbs || !issuer || !subject || !spki) throw new NotDer('it is no certificate');
  const extensions = extensionsOf(rest.find((part) => part.tag === 0xa3));
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
    extensions,
    purposes: purposesOf(extensions),
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

/** The certificates of a file that has several, as `/ca/signature.p7c` (RFC 5652, certificates alone). Throws {@link NotDer} where it is none. */
export function certificatesOfBundle(octets: Octets): readonly Certificate[] {
  const [, wrapped] = partsOf(valueOf(octets, SEQUENCE), SEQUENCE);
  const [signedData] = partsOf(wrapped, 0xa0);
  const found = partsOf(signedData, SEQUENCE).find((part) => part.tag === 0xa0);
  return partsOf(found, 0xa0).map((one) => parseCertificate(one.whole));
}

export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return equal(certificate.issuer, issuer.subject);
}
