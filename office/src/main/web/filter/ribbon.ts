import type { Octets } from '$/tlog/octets';
import { mix, STEP, type Hash } from './hash';

/** The linear equations of a ribbon filter: each serial number is one, over 256 neighbouring bits of a vector. */

const WIDTH = 256;
const GROUP = 64;
const LOW_32 = 0xffff_ffffn;

export const FEWEST_GROUPS = WIDTH / GROUP;

export class Vector {
  readonly #words: DataView;
  readonly #level: 1 | 2;
  readonly #groups: number;
  readonly #columns: number;

  /** Of octets that are all of it: of each group one word for each column. */
  constructor(octets: Octets, level: 1 | 2, groups: number, columns: number) {
    this.#words = new DataView(octets.buffer, octets.byteOffset, octets.length);
    this.#level = level;
    this.#groups = groups;
    this.#columns = columns;
  }

  /** Whether the equation of a hash gives zero in every column. */
  isZero({ upper, lower }: Hash): boolean {
    const place = this.#level === 1 ? upper >> 32n : upper & LOW_32;
    const start = Number((place * BigInt(this.#groups * GROUP - WIDTH + 1)) >> 32n);
    const mask = coefficients(this.#level, lower) << BigInt(start % GROUP);
    for (let column = 0; column < this.#columns; column++) {
      if (this.#parity(Math.floor(start / GROUP), column, mask)) return false;
    }
    return true;
  }

  #parity(first: number, column: number, mask: bigint): boolean {
    let sum = 0n;
    for (let i = 0, rest = mask; rest !== 0n; i++, rest >>= 64n) {
      sum ^= this.#words.getBigUint64(((first + i) * this.#columns + column) * 8) & rest;
    }
    return isOdd(BigInt.asUintN(64, sum));
  }
}

/** The 256 coefficients, the first bit's in the lowest place. */
function coefficients(level: 1 | 2, lower: bigint): bigint {
  let all = 0n;
  for (let word = 3; word >= 0; word--) all = (all << 64n) | mix(lower + BigInt(4 * (level - 1) + word + 1) * STEP);
  return all | 1n;
}

function isOdd(word: bigint): boolean {
  let folded = Number(word >> 32n) ^ Number(word & LOW_32);
  for (const half of [16, 8, 4, 2, 1]) folded ^= folded >>> half;
  return (folded & 1) === 1;
}
