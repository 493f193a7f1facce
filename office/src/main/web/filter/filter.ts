import type { Certificate } from '$/der/certificate';
import { equal, sha256, type Octets } from '$/tlog/octets';
import { BaseFile } from './base';
import { DeltaFile } from './delta';
import { MOST_OCTETS, parseHead, type FileHash, type Head } from './head';
import { check, Input, MalformedFilter } from './input';
import type { Listed } from './lists';
import { authorityOf } from './signer';
import { signerOf } from './signature';

/**
 * The status of every certificate of an authority, without asking anybody (docs/status-filter.md). It does not tell whether
 * a certificate was ever issued, since when it is revoked or why: ask only about one whose signature by the authority was
 * checked and whose time is not over.
 */
export type FilterStatus =
  | Listed
  /** Issued later than the filter tells of, or with another form of serial number: ask OCSP. */
  | 'not-covered'
  /** The filter is not about the key that signed the certificate. */
  | 'not-ours'
  /** Older than its time, its signer's certificate ended, or the clock that asks is earlier than the filter itself. */
  | 'too-old';

export type Opened =
  | { readonly kind: 'usable'; readonly filter: StatusFilter }
  | { readonly kind: 'refused'; readonly why: 'malformed' | 'not-signed' | 'other-files'; readonly what: string };

/** The files of a filter; the delta has no octets where the head names none. */
export interface Files {
  readonly head: Octets;
  readonly base: Octets;
  readonly delta: Octets;
}

/** How much earlier than the filter a clock may be. */
const CLOCKS_DIFFER = 10 * 60_000;

const SERIAL = /^(?:[1-7][0-9a-f]|0[1-9a-f])[0-9a-f]{30}$/;

export class StatusFilter {
  readonly head: Head;
  readonly #signer: Certificate;
  readonly #base: BaseFile;
  readonly #delta: DeltaFile | null;
  /** The keys of which it may tell, by their numbers in the files; null of what is another authority's. */
  readonly #keys: readonly (Octets | null)[];

  constructor(head: Head, signer: Certificate, base: BaseFile, delta: DeltaFile | null, trusted: readonly Octets[]) {
    this.head = head;
    this.#signer = signer;
    this.#base = base;
    this.#delta = delta;
    this.#keys = (delta ?? base).keys.map((key) => (trusted.some((one) => equal(one, key)) ? key : null));
  }

  get thisUpdate(): Date {
    return new Date(Number(this.head.thisUpdate));
  }

  /** Until when the serial numbers that it tells of were drawn. */
  get coveredUntil(): Date {
    return new Date(Number((this.#delta ?? this.#base).until));
  }

  isBelieved(now: Date): boolean {
    const time = now.getTime();
    return (
      time >= Number(this.head.thisUpdate) - CLOCKS_DIFFER &&
      time <= Number(this.head.nextUpdate) &&
      this.#signer.notBefore <= now &&
      now <= this.#signer.notAfter
    );
  }

  /**
   * @param issuer the SubjectPublicKeyInfo by which the certificate's signature was checked
   * @param serial in lower-case hexadecimal
   */
  async status(issuer: Octets, serial: string, now: Date): Promise<FilterStatus> {
    if (!this.isBelieved(now)) return 'too-old';
    const key = await sha256(issuer);
    const generation = this.#keys.findIndex((one) => one !== null && equal(one, key));
    if (generation < 0) return 'not-ours';
    return SERIAL.test(serial) ? this.#of(generation, BigInt(`0x${serial.slice(0, 16)}`), BigInt(`0x${serial.slice(16)}`)) : 'not-covered';
  }

  #of(generation: number, high: bigint, low: bigint): FilterStatus {
    const time = high >> 16n;
    if (time > (this.#delta ?? this.#base).until) return 'not-covered';
    const changed = this.#delta?.change(generation, high, low);
    if (changed) return changed;
    const known = time <= this.#base.until && generation < this.#base.keys.length;
    return known ? this.#base.status(generation, time, high, low) : 'good';
  }
}

async function isOf(file: FileHash, octets: Octets): Promise<boolean> {
  if (BigInt(octets.length) !== file.length) return false;
  return octets.length === 0 || equal(await sha256(octets), file.sha256);
}

function deltaOf(octets: Octets, head: Head, base: BaseFile): DeltaFile | null {
  if (octets.length === 0) return null;
  const delta = new DeltaFile(octets);
  const later = delta.until >= base.until && delta.feedNumber >= base.feedNumber;
  const same = base.keys.every((key, place) => delta.keys[place] && equal(key, delta.keys[place]));
  check(equal(delta.base, head.base.sha256) && later && same, 'a delta to another base');
  return delta;
}

async function opened(files: Files, authorities: readonly Certificate[]): Promise<Opened> {
  const head = parseHead(files.head);
  const signer = await signerOf(head.signature, head.content);
  const authority = await authorityOf(signer, authorities);
  if (!authority) return { kind: 'refused', why: 'not-signed', what: 'not signed for a trusted authority' };
  if (!(await isOf(head.base, files.base)) || !(await isOf(head.delta, files.delta))) {
    return { kind: 'refused', why: 'other-files', what: 'the head names other files' };
  }
  // An authority speaks of its own keys only.
  const own = authorities.filter((one) => equal(one.subject, authority.subject));
  const keys = await Promise.all(own.map((one) => sha256(one.spki)));
  const base = new BaseFile(files.base);
  return { kind: 'usable', filter: new StatusFilter(head, signer, base, deltaOf(files.delta, head, base), keys) };
}

async function guarded(work: () => Promise<Opened>): Promise<Opened> {
  try {
    return await work();
  } catch (e) {
    if (e instanceof MalformedFilter) return { kind: 'refused', why: 'malformed', what: e.message };
    throw e;
  }
}

/** Opens the files of a filter, of any octets. */
export function openFilter(files: Files, authorities: readonly Certificate[]): Promise<Opened> {
  return guarded(() => opened(files, authorities));
}

/** Opens the one file that has all three in it, of any octets. */
export function openPack(octets: Octets, authorities: readonly Certificate[]): Promise<Opened> {
  return guarded(() => opened(filesOf(octets), authorities));
}

function filesOf(octets: Octets): Files {
  const input = new Input(octets);
  input.expect('JSF1PACK');
  const length = input.number32();
  check(length <= MOST_OCTETS, 'too large for a head');
  const head = input.octets(length).slice();
  const named = parseHead(head).base.length;
  check(named <= BigInt(input.remaining), 'it ends too early');
  const base = input.octets(Number(named)).slice();
  return { head, base, delta: input.octets(input.remaining).slice() };
}
