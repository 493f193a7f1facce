import { concat, equal, fromBase64, sha256, type Octets } from './octets';

/** The log's Merkle tree (RFC 9162 §2.1), SHA-256. Sizes and places are bigint: they have up to 63 bits. */

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** The hash of an entry. */
export function leafHash(entry: Octets): Promise<Octets> {
  return sha256(concat(LEAF, entry));
}

/** The hash above two others. */
export function nodeHash(left: Octets, right: Octets): Promise<Octets> {
  return sha256(concat(NODE, left, right));
}

/** Reads a hash; null where it is none. */
export function hashOf(text: string): Octets | null {
  const octets = fromBase64(text);
  return octets?.length === 32 ? octets : null;
}

/** A step of a path upwards, for a picture of it: with which sibling, on which side, and what comes out. */
export interface Step {
  readonly sibling: Octets;
  readonly side: 'left' | 'right';
  readonly hash: Octets;
}

/**
 * Walks from an entry to the root (RFC 9162 §2.1.3.2).
 *
 * @returns the steps, or null where the proof has another length than the path
 */
export async function path(
  leaf: Octets,
  index: bigint,
  size: bigint,
  proof: readonly Octets[],
): Promise<readonly Step[] | null> {
  if (index < 0n || index >= size) return null;
  const steps: Step[] = [];
  let place = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return null;
    const side = (place & 1n) === 1n || place === last ? 'left' : 'right';
    hash = side === 'left' ? await nodeHash(sibling, hash) : await nodeHash(hash, sibling);
    if (side === 'left') {
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    }
    steps.push({ sibling, side, hash });
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? steps : null;
}

/** Whether an entry is in the tree of that root. */
export async function includes(
  root: Octets,
  size: bigint,
  index: bigint,
  leaf: Octets,
  proof: readonly Octets[],
): Promise<boolean> {
  const steps = await path(leaf, index, size, proof);
  return steps !== null && equal(steps.at(-1)?.hash ?? leaf, root);
}

/** Whether a tree begins with an older one (RFC 9162 §2.1.4.2): whether nothing was taken back. */
export async function extend(
  olderRoot: Octets,
  older: bigint,
  root: Octets,
  size: bigint,
  proof: readonly Octets[],
): Promise<boolean> {
  if (older < 0n || older > size) return false;
  if (older === 0n) return proof.length === 0 && equal(olderRoot, await sha256(new Uint8Array()));
  if (older === size) return proof.length === 0 && equal(olderRoot, root);
  let place = older - 1n;
  let last = size - 1n;
  while ((place & 1n) === 1n) {
    place >>= 1n;
    last >>= 1n;
  }
  // A tree of a power of two of entries is itself the first hash of the proof.
  const rest = (older & (older - 1n)) === 0n ? [olderRoot, ...proof] : [...proof];
  const first = rest.shift();
  return first !== undefined && proof.length > 0 && climb({ place, last, olderRoot, root }, first, rest);
}

interface Climb {
  place: bigint;
  last: bigint;
  readonly olderRoot: Octets;
  readonly root: Octets;
}

async function climb(from: Climb, first: Octets, siblings: readonly Octets[]): Promise<boolean> {
  let { place, last } = from;
  let hashOfOlder = first;
  let hash = first;
  for (const sibling of siblings) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      hashOfOlder = await nodeHash(sibling, hashOfOlder);
      hash = await nodeHash(sibling, hash);
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equal(hashOfOlder, from.olderRoot) && equal(hash, from.root);
}
