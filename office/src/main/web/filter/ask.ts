import { certificatesOfBundle, type Certificate } from '$/der/certificate';
import { NotDer } from '$/der/der';
import { octetsOf } from '$/der/fetch';
import { canVerify, isSigned } from '$/der/verify';
import { equal, toHex, type Octets } from '$/tlog/octets';
import { openFilter, type FilterStatus } from './filter';
import { MOST_OCTETS, parseHead, type FileHash } from './head';
import { MalformedFilter } from './input';

/** What the status filter of where the page comes from tells of a certificate. Nothing of the certificate is sent. */
export type Filtered =
  | { readonly kind: 'told'; readonly status: FilterStatus; readonly asOf: Date }
  /** None of the authority's keys signed the certificate. */
  | { readonly kind: 'foreign' }
  /** This browser cannot check signatures here, as over plain HTTP. */
  | { readonly kind: 'uncheckable' }
  /** The filter is not what the authority signed. */
  | { readonly kind: 'forged' }
  /** There is none, or it cannot be had. */
  | { readonly kind: 'none' };

const PATIENCE = 60_000;
const LARGEST = 1 << 28;

function fetched(address: string, most: number): Promise<Octets> {
  return octetsOf(address, { milliseconds: PATIENCE, octets: most });
}

function fileOf(place: string, file: FileHash, ending: string): Promise<Octets> {
  return file.length === 0n
    ? Promise.resolve(new Uint8Array())
    : fetched(`${place}${toHex(file.sha256)}.${ending}`, Math.min(Number(file.length), LARGEST));
}

async function signerAmong(certificate: Certificate, authorities: readonly Certificate[]): Promise<Certificate | null> {
  for (const authority of authorities) {
    const named = equal(certificate.issuer, authority.subject);
    if (named && (await isSigned(certificate.tbs, certificate.signature, certificate.algorithm, authority.spki))) return authority;
  }
  return null;
}

async function asked(certificate: Certificate, authority: string, now: Date): Promise<Filtered> {
  const authorities = certificatesOfBundle(await fetched(`/ca/${authority}.p7c`, LARGEST));
  const issuer = await signerAmong(certificate, authorities);
  if (!issuer) return { kind: 'foreign' };
  const place = `/filter/${authority}/`;
  const head = await fetched(`${place}head`, MOST_OCTETS);
  const named = parseHead(head);
  const [base, delta] = await Promise.all([fileOf(place, named.base, 'base'), fileOf(place, named.delta, 'delta')]);
  const opened = await openFilter({ head, base, delta }, authorities);
  if (opened.kind === 'refused') return { kind: 'forged' };
  return { kind: 'told', status: await opened.filter.status(issuer.spki, certificate.serial, now), asOf: opened.filter.thisUpdate };
}

/**
 * Looks a certificate up in the filter of its authority.
 *
 * @param authority its name in addresses
 */
export async function askFilter(certificate: Certificate, authority: string, now: Date = new Date()): Promise<Filtered> {
  if (!canVerify()) return { kind: 'uncheckable' };
  try {
    return await asked(certificate, authority, now);
  } catch (e) {
    return { kind: e instanceof MalformedFilter || e instanceof NotDer ? 'forged' : 'none' };
  }
}
