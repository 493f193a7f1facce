import type { Kind } from '../api';
import { missingOf, take, type Offered, type Requests } from './requests';

/** Requests as they come in, until there is one for each kind that is needed. */
export abstract class KeyBasket {
  abstract readonly needed: readonly Kind[];
  /** Names the act to the card: each attempt to make its keys is the same one. */
  order: string = crypto.randomUUID();
  requests = $state.raw<Requests>({});
  unclear = $state.raw<readonly Offered[]>([]);
  readonly missing = $derived.by(() => missingOf(this.requests, this.needed));
  /** The chip that made all of the keys; null where they came otherwise. */
  readonly chip = $derived.by(() => {
    const [first, ...others] = this.needed.map((kind) => this.requests[kind]?.chip);
    return first && others.every((each) => each === first) ? first : null;
  });

  offer(offers: readonly Offered[]): void {
    const taken = take(this.requests, [...this.unclear, ...offers], this.needed);
    this.requests = taken.requests;
    this.unclear = taken.unclear;
  }

  assign(offer: Offered, kind: Kind): void {
    this.unclear = this.unclear.filter((each) => each !== offer);
    this.requests = { ...this.requests, [kind]: offer };
  }
}

/** A basket that stands alone. */
export class Keys extends KeyBasket {
  constructor(readonly needed: readonly Kind[]) {
    super();
  }
}
