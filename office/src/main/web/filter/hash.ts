/** The hash of serial numbers that a status filter goes by: a permutation of 128 bits, keyed by a salt. */

export interface Salt {
  readonly high: bigint;
  readonly low: bigint;
}

export interface Hash {
  readonly upper: bigint;
  readonly lower: bigint;
}

export const STEP = 0x9e3779b97f4a7c15n;

const word = (number: bigint) => BigInt.asUintN(64, number);

/** The finaliser of SplitMix64. */
export function mix(from: bigint): bigint {
  let z = word(from);
  z = word((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = word((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** Of a serial number, as two words. */
export function hash(high: bigint, low: bigint, salt: Salt): Hash {
  let a = high ^ salt.high;
  let b = low ^ salt.low;
  b ^= mix(a + STEP);
  a ^= mix(b + 2n * STEP);
  b ^= mix(a + 3n * STEP);
  a ^= mix(b + 4n * STEP);
  return { upper: a, lower: b };
}
