import { utf8, type Octets } from '$/tlog/octets';

/** Thrown where octets are no file of a status filter. */
export class MalformedFilter extends Error {}

export function check(right: boolean, message: string): void {
  if (!right) throw new MalformedFilter(message);
}

const HIGHEST = 1n << 63n;

/** Reads octets one after the other, and never beyond their end. Numbers are big-endian. */
export class Input {
  readonly #octets: Octets;
  readonly #view: DataView;
  #at = 0;

  constructor(octets: Octets) {
    this.#octets = octets;
    this.#view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  }

  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#octets.length - this.#at;
  }

  /** Where the next octets begin; goes behind them. */
  skip(count: number): number {
    check(count <= this.remaining, 'it ends too early');
    const begin = this.#at;
    this.#at += count;
    return begin;
  }

  octet(): number {
    return this.#view.getUint8(this.skip(1));
  }

  number32(): number {
    return this.#view.getUint32(this.skip(4));
  }

  /** A number of 64 bits, of which the first is never set. */
  number64(): bigint {
    const number = this.word();
    check(number < HIGHEST, 'a number is too large');
    return number;
  }

  /** Any 64 bits. */
  word(): bigint {
    return this.#view.getBigUint64(this.skip(8));
  }

  /** A view of the next octets. */
  octets(count: number): Octets {
    const begin = this.skip(count);
    return this.#octets.subarray(begin, begin + count);
  }

  expect(magic: string): void {
    const found = this.octets(magic.length);
    check(utf8(magic).every((octet, place) => octet === found[place]), `it does not begin with ${magic}`);
  }

  expectEnd(): void {
    check(this.remaining === 0, 'something follows');
  }
}
