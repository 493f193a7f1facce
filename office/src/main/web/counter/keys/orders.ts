import { act, type Outcome } from '$/api/act';
import { read } from '$/api/read';
import { API, type Certificate, type Kind, type Receipt } from '../api';
import type { ReadBack } from './agent';
import type { Issued } from './terminal';

/** What is being written to a chip, as the authority knows it. */
export interface CardOrder {
  readonly order: string;
  readonly chip: string;
  readonly certificates: readonly Kind[];
  readonly state: 'open' | 'held' | 'withdrawn' | 'lapsed';
  /** What was issued over it; on the card or not. */
  readonly issued?: readonly { readonly authority: Kind; readonly generation: number; readonly serial: string }[];
  readonly receipt?: Receipt;
}

const orders = (card: string) => `${API}/cards/${card}/orders`;

/** Tells the authority which chip is written for a card, before it is; the same order again goes on with it. */
export function begin(card: string, order: string, chip: string, certificates: readonly Kind[]): Promise<Outcome<CardOrder>> {
  return act<CardOrder>(orders(card), { order, chip, certificates });
}

/** Tells it what the chip holds. */
export function tellHeld(card: string, order: string, held: ReadBack): Promise<Outcome<CardOrder>> {
  return act<CardOrder>(`${orders(card)}/${order}/read-back`, held);
}

/** Takes an order back: what was issued for it is revoked. */
export function withdraw(card: string, order: string): Promise<Outcome<CardOrder>> {
  return act<CardOrder>(`${orders(card)}/${order}/withdrawal`, {});
}

/** The order that is open for a card; nobody is read by asking. */
export async function openOrder(card: string): Promise<CardOrder | null> {
  const reading = await read<{ readonly orders: readonly CardOrder[] }>(orders(card));
  return reading.kind === 'read' ? (reading.answer.orders.find((each) => each.state === 'open') ?? null) : null;
}

/** What an order still has to bring onto its card: the certificates that were issued over it and are not revoked, as the card's file has them. */
export function issuedOver(order: CardOrder, certificates: readonly Certificate[]): Issued[] {
  return certificates.flatMap((one): Issued[] => {
    const isOfOrder = (order.issued ?? []).some((each) => each.authority === one.authority && each.serial === one.serial);
    return isOfOrder && one.state !== 'revoked' && one.certificate ? [{ ...one, certificate: one.certificate }] : [];
  });
}
