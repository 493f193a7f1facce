import type { Octets } from '$/tlog/octets';
import type { Hash } from './hash';
import { check, type Input } from './input';

/** What files of a filter say of a certificate. */
export type Listed = 'revoked' | 'on-hold' | 'good';

const MEANING = ['revoked', 'on-hold', 'good'] as const;
const LONGEST_HASH = 16;

export type Counts = readonly [number, number, number];

/** How many hashes each list has. */
export function countsOf(input: Input): Counts {
  return [input.number32(), input.number32(), input.number32()];
}

function compare(one: Octets, other: Octets): number {
  const place = one.findIndex((octet, at) => octet !== other[at]);
  return place < 0 ? 0 : one[place]! - other[place]!;
}

/** The first octets of a hash. */
function truncated({ upper, lower }: Hash, length: number): Octets {
  const octets = new Uint8Array(LONGEST_HASH);
  const view = new DataView(octets.buffer);
  view.setBigUint64(0, upper);
  view.setBigUint64(8, lower);
  return octets.subarray(0, length);
}

/** Three ascending lists of truncated hashes: revoked, on hold and good. */
export class HashLists {
  readonly #length: number;
  readonly #lists: readonly Octets[];

  constructor(input: Input, length: number, counts: Counts) {
    const none = counts.every((count) => count === 0);
    check(length <= LONGEST_HASH && (length > 0 || none), `no hash has ${length} octets`);
    this.#length = length;
    this.#lists = counts.map((count) => input.octets(count * length));
    for (const [list, count] of counts.entries()) {
      for (let i = 1; i < count; i++) {
        check(compare(this.#hash(list, i - 1), this.#hash(list, i)) < 0, 'hashes are not in ascending order');
      }
    }
  }

  #hash(list: number, place: number): Octets {
    return this.#lists[list]!.subarray(place * this.#length, (place + 1) * this.#length);
  }

  /** What they say of a hash; null where it is in none of them. */
  find(of: Hash): Listed | null {
    const wanted = truncated(of, this.#length);
    return MEANING.find((_, list) => this.#contains(list, wanted)) ?? null;
  }

  #contains(list: number, wanted: Octets): boolean {
    let from = 0;
    let to = this.#length === 0 ? 0 : this.#lists[list]!.length / this.#length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const difference = compare(this.#hash(list, middle), wanted);
      if (difference === 0) return true;
      if (difference < 0) from = middle + 1;
      else to = middle;
    }
    return false;
  }
}
