import { KINDS, type Kind } from '../api';
import { isRequest, pemBlocks, requestPem } from './der';

/** A request for a certificate as it came. */
export interface Offered {
  /** As PEM, as the API takes it. */
  readonly pem: string;
  /** Where it came from: the name of a file, or empty. */
  readonly name: string;
  /** Which certificate it is for. A PKCS#10 does not say; where its name does not either, somebody is asked. */
  readonly kind: Kind | null;
  /** The chip that made it, where a card in the reader did. */
  readonly chip?: string;
}

export type Requests = Partial<Record<Kind, Offered>>;

/** Which certificate a name speaks of; null where of none, or of both. */
export function kindOf(name: string): Kind | null {
  const text = name.normalize('NFKC').toLowerCase();
  const identification = /利用者|ident|auth|user/.test(text);
  const signature = /署名|sign/.test(text.replace(/署名検証/g, ''));
  return identification === signature ? null : signature ? 'signature' : 'user-identification';
}

/** The requests that a file or a pasted text holds. */
export function requestsIn(octets: Uint8Array<ArrayBuffer>, name: string): Offered[] {
  if (isRequest(octets)) return [{ pem: requestPem(octets), name, kind: kindOf(name) }];
  const text = new TextDecoder().decode(octets);
  const found = pemBlocks(text).filter((block) => isRequest(block.octets));
  return found.map((block) => ({
    pem: requestPem(block.octets),
    name,
    kind: found.length === 1 ? kindOf(name) : null,
  }));
}

/** What became of offers: which stand, which must be asked about, and how many were of no use. */
export interface Taken {
  readonly requests: Requests;
  readonly unclear: readonly Offered[];
}

/** Puts offers to the kinds that are needed. The last one that is left over goes where one is still missing. */
export function take(before: Requests, offers: readonly Offered[], needed: readonly Kind[]): Taken {
  const requests: Requests = { ...before };
  const unclear: Offered[] = [];
  for (const offer of offers) {
    if (offer.kind && needed.includes(offer.kind)) requests[offer.kind] = offer;
    else if (!offer.kind) unclear.push(offer);
  }
  const missing = missingOf(requests, needed);
  if (unclear.length === 1 && missing.length === 1) {
    requests[missing[0]!] = unclear[0]!;
    return { requests, unclear: [] };
  }
  return { requests, unclear };
}

export function missingOf(requests: Requests, needed: readonly Kind[]): readonly Kind[] {
  return KINDS.filter((kind) => needed.includes(kind) && !requests[kind]);
}
