import { hash, type Salt } from './hash';
import { check, type Input } from './input';
import { countsOf, HashLists, type Listed } from './lists';
import { FEWEST_GROUPS, Vector } from './ribbon';

const MOST_COLUMNS = 24;

/** The certificates of one key generation that were issued in one span of time. */
export class Block {
  readonly #salt: Salt;
  readonly #inverted: boolean;
  readonly #lists: HashLists;
  readonly #first: Vector | null;
  readonly #second: Vector | null;

  constructor(input: Input) {
    this.#salt = { high: input.word(), low: input.word() };
    const flags = input.octet();
    check(flags <= 1, 'unknown flags');
    this.#inverted = flags === 1;
    const columns = input.octet();
    const groups1 = input.number32();
    const groups2 = input.number32();
    check(columns <= MOST_COLUMNS, 'too many columns');
    check((groups1 === 0) === (columns === 0), 'columns without a vector');
    check(groups1 === 0 || groups1 >= FEWEST_GROUPS, 'a vector that is too short');
    check(groups2 === 0 ? groups1 === 0 : groups2 >= FEWEST_GROUPS, 'no second level');
    const length = input.octet();
    this.#lists = new HashLists(input, length, countsOf(input));
    const level1 = input.octets(groups1 * columns * 8);
    const level2 = input.octets(groups2 * 8);
    this.#first = groups1 > 0 ? new Vector(level1, 1, groups1, columns) : null;
    this.#second = groups2 > 0 ? new Vector(level2, 2, groups2, 1) : null;
  }

  status(high: bigint, low: bigint): Listed {
    const of = hash(high, low, this.#salt);
    const listed = this.#lists.find(of);
    if (listed) return listed;
    const inside = this.#second !== null && (this.#first?.isZero(of) ?? true) && !this.#second.isZero(of);
    return inside === this.#inverted ? 'good' : 'revoked';
  }
}
