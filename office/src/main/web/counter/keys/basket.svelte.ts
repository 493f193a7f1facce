import type { Kind } from '../api';
import { missingOf, take, type Offered, type Requests } from './requests';

/** Requests as they come in, until there is one for each kind that is needed. */
export abstract class KeyBasket {
  abstract readonly needed: readonly Kind[];
  requests = $state.raw<Requests>({});
  unclear = $state.raw<readonly Offered[]>([]);
  readonly missing = $derived.by(() => missingOf(this.requests, this.needed));

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
