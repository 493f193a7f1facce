import { integerOf, parseCertificate, type Certificate } from '$/der/certificate';
import { contentOf, der, INTEGER, NotDer, NULL, OCTET_STRING, OID, oidOf, partsOf, SEQUENCE, SET, valueOf, type Value } from '$/der/der';
import { curveOf, isSigned } from '$/der/verify';
import { concat, equal, type Octets } from '$/tlog/octets';
import { MalformedFilter } from './input';

/** The signature of a head: CMS (RFC 5652) in one form, so that no octet of it can be changed. */

const TAGGED_0 = 0xa0;
const hex = (text: string): Octets => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const oid = (text: string) => der(OID, hex(text));

const DATA = oid('2a864886f70d010701');
const SIGNED_DATA = oid('2a864886f70d010702');
const CONTENT_TYPE = oid('2a864886f70d010903');
const MESSAGE_DIGEST = oid('2a864886f70d010904');
const ONE = der(INTEGER, hex('01'));
const RSA_KEY = '1.2.840.113549.1.1.1';
const SHORTEST_RSA = 2048;
const LONGEST_RSA = 8192;

/** How a kind of key signs: each in one way. */
interface Kind {
  readonly digest: 'SHA-256' | 'SHA-384';
  readonly digestAlgorithm: Octets;
  readonly algorithm: string;
  readonly signatureAlgorithm: Octets;
}

const SHA_256 = { digest: 'SHA-256', digestAlgorithm: der(SEQUENCE, oid('608648016503040201')) } as const;
const SHA_384 = { digest: 'SHA-384', digestAlgorithm: der(SEQUENCE, oid('608648016503040202')) } as const;
const RSA: Kind = {
  ...SHA_256, algorithm: '1.2.840.113549.1.1.11', signatureAlgorithm: der(SEQUENCE, oid('2a864886f70d01010b'), der(NULL)),
};
const P_256: Kind = { ...SHA_256, algorithm: '1.2.840.10045.4.3.2', signatureAlgorithm: der(SEQUENCE, oid('2a8648ce3d040302')) };
const P_384: Kind = { ...SHA_384, algorithm: '1.2.840.10045.4.3.3', signatureAlgorithm: der(SEQUENCE, oid('2a8648ce3d040303')) };

function kindOf(signer: Certificate): Kind {
  const [algorithm] = partsOf(valueOf(signer.spki, SEQUENCE), SEQUENCE);
  if (oidOf(partsOf(algorithm, SEQUENCE)[0]) !== RSA_KEY) return curveOf(signer.spki)[1] === 32 ? P_256 : P_384;
  const modulus = contentOf(partsOf(valueOf(signer.key, SEQUENCE), SEQUENCE)[0], INTEGER);
  const first = modulus.findIndex((octet) => octet !== 0);
  const bits = first < 0 ? 0 : (modulus.length - first) * 8 - Math.clz32(modulus[first]!) + 24;
  if (bits < SHORTEST_RSA || bits > LONGEST_RSA) throw new NotDer('an RSA key is too short or too long');
  return RSA;
}

async function attributesOf(kind: Kind, content: Octets): Promise<Octets> {
  const digest = new Uint8Array(await crypto.subtle.digest(kind.digest, content));
  return concat(
    der(SEQUENCE, CONTENT_TYPE, der(SET, DATA)),
    der(SEQUENCE, MESSAGE_DIGEST, der(SET, der(OCTET_STRING, digest))),
  );
}

/** The one form in which a signature stands. */
function encode(signer: Certificate, kind: Kind, attributes: Octets, signature: Octets): Octets {
  const signerInfo = der(
    SEQUENCE, ONE, der(SEQUENCE, signer.issuer, der(INTEGER, integerOf(signer.serial))), kind.digestAlgorithm, der(TAGGED_0, attributes),
    kind.signatureAlgorithm, der(OCTET_STRING, signature),
  );
  const signedData = der(
    SEQUENCE, ONE, der(SET, kind.digestAlgorithm), der(SEQUENCE, DATA), der(TAGGED_0, signer.whole), der(SET, signerInfo),
  );
  return der(SEQUENCE, SIGNED_DATA, der(TAGGED_0, signedData));
}

function only(values: readonly Value[]): Value {
  if (values.length !== 1) throw new NotDer('more than one');
  return values[0]!;
}

async function verified(cms: Octets, content: Octets): Promise<Certificate> {
  const [, wrapped] = partsOf(valueOf(cms, SEQUENCE), SEQUENCE);
  const [, , , certificates, signers] = partsOf(only(partsOf(wrapped, TAGGED_0)), SEQUENCE);
  const signer = parseCertificate(only(partsOf(certificates, TAGGED_0)).whole);
  const info = partsOf(only(partsOf(signers, SET)), SEQUENCE);
  const signature = contentOf(info.at(-1), OCTET_STRING);
  const kind = kindOf(signer);
  const attributes = await attributesOf(kind, content);
  if (!equal(encode(signer, kind, attributes, signature), cms)) throw new NotDer('a signature of another form');
  if (!(await isSigned(der(SET, attributes), signature, kind.algorithm, signer.spki))) throw new NotDer('not signed by that key');
  return signer;
}

/** The certificate of who signed the content. Whether that one may is another question. Throws {@link MalformedFilter} where nobody did. */
export async function signerOf(cms: Octets, content: Octets): Promise<Certificate> {
  try {
    return await verified(cms, content);
  } catch (e) {
    if (e instanceof NotDer) throw new MalformedFilter(e.message);
    throw e;
  }
}
