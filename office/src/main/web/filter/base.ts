import type { Octets } from '$/tlog/octets';
import { Block } from './block';
import { check, Input } from './input';
import type { Listed } from './lists';

const TABLE_ROW = 20;
const KEY = 32;

interface Span {
  readonly from: bigint;
  readonly to: bigint;
  readonly size: number;
}

/** The SHA-256 of a generation's key, as no other generation of the file has it. */
export function keyOf(input: Input, others: readonly Octets[]): Octets {
  const key = input.octets(KEY);
  check(!others.some((other) => other.every((octet, place) => octet === key[place])), 'a key generation twice');
  return key;
}

/** The statuses of all certificates that were issued until a moment, as they were then. */
export class BaseFile {
  readonly feedNumber: bigint;
  readonly until: bigint;
  readonly keys: readonly Octets[];
  readonly #spans: readonly (readonly (Span & { readonly block: Block })[])[];

  constructor(octets: Octets) {
    const input = new Input(octets);
    input.expect('JSF1BASE');
    this.feedNumber = input.number64();
    this.until = input.number64();
    const generations = input.octet();
    const keys: Octets[] = [];
    const tables: Span[][] = [];
    for (let i = 0; i < generations; i++) {
      keys.push(keyOf(input, keys));
      tables.push(tableOf(input));
    }
    this.keys = keys;
    this.#spans = tables.map((table) => table.map((span) => ({ ...span, block: blockOf(input, span.size) })));
    input.expectEnd();
  }

  status(generation: number, time: bigint, high: bigint, low: bigint): Listed {
    const span = this.#spans[generation]!.find(({ from, to }) => from <= time && time < to);
    return span?.block.status(high, low) ?? 'good';
  }
}

function tableOf(input: Input): Span[] {
  const count = input.number32();
  check(count <= input.remaining / TABLE_ROW, 'it ends too early');
  let last = 0n;
  return Array.from({ length: count }, () => {
    const span = { from: input.number64(), to: input.number64(), size: input.number32() };
    check(span.from >= last && span.to > span.from, 'spans are not in ascending order');
    last = span.to;
    return span;
  });
}

function blockOf(input: Input, size: number): Block {
  const begin = input.position;
  const block = new Block(input);
  check(input.position - begin === size, 'a block of another length');
  return block;
}
