import type { Octets } from '$/tlog/octets';
import { keyOf } from './base';
import { hash, type Salt } from './hash';
import { Input } from './input';
import { countsOf, HashLists, type Counts, type Listed } from './lists';

/** What changed since a base, all of it. */
export class DeltaFile {
  /** The SHA-256 of the base that it goes with. */
  readonly base: Octets;
  readonly feedNumber: bigint;
  readonly until: bigint;
  readonly keys: readonly Octets[];
  readonly #salt: Salt;
  readonly #lists: readonly HashLists[];

  constructor(octets: Octets) {
    const input = new Input(octets);
    input.expect('JSF1DELT');
    this.base = input.octets(32);
    this.feedNumber = input.number64();
    this.until = input.number64();
    this.#salt = { high: input.word(), low: input.word() };
    const length = input.octet();
    const generations = input.octet();
    const keys: Octets[] = [];
    const counts: Counts[] = [];
    for (let i = 0; i < generations; i++) {
      keys.push(keyOf(input, keys));
      counts.push(countsOf(input));
    }
    this.keys = keys;
    this.#lists = counts.map((each) => new HashLists(input, length, each));
    input.expectEnd();
  }

  /** What it says of a serial number; null where that did not change since the base. */
  change(generation: number, high: bigint, low: bigint): Listed | null {
    return this.#lists[generation]!.find(hash(high, low, this.#salt));
  }
}
