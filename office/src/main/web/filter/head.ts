import type { Octets } from '$/tlog/octets';
import { check, Input } from './input';

export const MOST_OCTETS = 16_384;

/** A file as the head names it: of no octets, there is none. */
export interface FileHash {
  readonly length: bigint;
  readonly sha256: Octets;
}

/** The small signed file that names the newest base and delta of an authority. */
export interface Head {
  /** Its name, such as `signature`. */
  readonly authority: string;
  readonly number: bigint;
  /** As of when the statuses are, and when there will be newer ones at the latest; in milliseconds from 1970. */
  readonly thisUpdate: bigint;
  readonly nextUpdate: bigint;
  readonly base: FileHash;
  readonly delta: FileHash;
  /** What is signed, and the signature of it. */
  readonly content: Octets;
  readonly signature: Octets;
}

function fileOf(input: Input): FileHash {
  const file = { length: input.number64(), sha256: input.octets(32) };
  check(file.length > 0n || file.sha256.every((octet) => octet === 0), 'the hash of no file');
  return file;
}

/** Reads one; nothing was checked then. */
export function parseHead(octets: Octets): Head {
  check(octets.length <= MOST_OCTETS, 'too large for a head');
  const input = new Input(octets);
  input.expect('JSF1HEAD');
  const authority = new TextDecoder('latin1').decode(input.octets(input.octet()));
  check(/^[a-z-]{1,32}$/.test(authority), 'no name of an authority');
  const times = { number: input.number64(), thisUpdate: input.number64(), nextUpdate: input.number64() };
  const files = { base: fileOf(input), delta: fileOf(input) };
  check(times.nextUpdate >= times.thisUpdate && files.base.length > 0n, 'no base, or an end before the beginning');
  const content = octets.slice(0, input.position);
  return { authority, ...times, ...files, content, signature: input.octets(input.remaining) };
}
