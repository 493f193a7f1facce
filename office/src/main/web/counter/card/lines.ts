import { dayOf } from '$/era/format';
import type { Bar, Mark, Piece, Stretch } from '$/ui/TimeLine.svelte';
import { KINDS, type CardState, type Certificate, type Entry, type Ends, type Kind } from '../api';

/** What of a card is drawn: of the one that was read, or of each on the time line of its holder. */
export interface DrawnCard {
  readonly card: string;
  readonly issuedOn: string;
  readonly ends?: Ends;
  readonly expiresOn?: string;
  readonly state: CardState;
  readonly stateSince?: string;
}

/** The words of a line; the pages bring them in the language of the moment. */
export interface LineWords {
  readonly card: (card: string) => string;
  readonly kind: (kind: Kind) => string;
  readonly stretch: (piece: Piece, from: string, to: string) => string;
  readonly mark: (entry: Entry) => string;
}

export interface Lines {
  readonly from: string;
  readonly to: string;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

/** A time during which a card was on hold, and is no more. */
interface Hold {
  readonly card: string;
  readonly from: string;
  readonly to: string;
}

/** The holds that were lifted, out of the history. */
export function pastHolds(entries: readonly Entry[], card: string): readonly Hold[] {
  const holds: Hold[] = [];
  let since: string | null = null;
  for (const entry of entries) {
    if ((entry.card ?? card) !== card) continue;
    if (entry.act === 'card-suspended') since ??= dayOf(entry.at);
    if (entry.act === 'suspension-lifted' && since) {
      holds.push({ card, from: since, to: dayOf(entry.at) });
      since = null;
    }
  }
  return holds;
}

const endOf = (card: DrawnCard) => card.ends?.on ?? card.expiresOn ?? card.issuedOn;
const lastOf = (certificate: Certificate) => certificate.ends?.on ?? dayOf(certificate.notAfter);

/** Cuts a stretch where others lie over it. */
function over(base: Stretch, holds: readonly Hold[], words: LineWords): Stretch[] {
  const pieces: Stretch[] = [];
  let from = base.from;
  for (const hold of holds.filter((one) => one.to > base.from && one.from < base.to)) {
    const begin = hold.from > from ? hold.from : from;
    const end = hold.to < base.to ? hold.to : base.to;
    if (begin > from) pieces.push(stretch(base.piece, from, begin, words));
    pieces.push(stretch('suspended', begin, end, words));
    from = end;
  }
  if (from < base.to || pieces.length === 0) pieces.push(stretch(base.piece, from, base.to, words));
  return pieces;
}

function stretch(piece: Piece, from: string, to: string, words: LineWords): Stretch {
  return { piece, from, to, text: words.stretch(piece, from, to) };
}

function cardBar(card: DrawnCard, entries: readonly Entry[], words: LineWords): Bar {
  const to = endOf(card);
  const change = card.state === 'ended' || card.state === 'suspended' ? dayOf(card.stateSince ?? to) : null;
  const until = change && change < to ? change : to;
  const good = over(stretch(card.state === 'expired' ? 'expired' : 'valid', card.issuedOn, until, words), pastHolds(entries, card.card), words);
  const rest = until < to ? [stretch(card.state === 'ended' ? 'revoked' : 'suspended', until, to, words)] : [];
  return { id: card.card, label: words.card(card.card), stretches: [...good, ...rest] };
}

/** One bar of each kind: the certificates one behind the other, a revoked one until the next begins. */
function kindBar(kind: Kind, certificates: readonly (Certificate & { readonly card?: string })[], lines: Drawing): Bar[] {
  const chain = certificates.filter((one) => one.authority === kind).sort((a, b) => a.chainNumber - b.chainNumber);
  if (chain.length === 0) return [];
  const stretches = chain.flatMap((one, place) => {
    const next = chain[place + 1];
    return certificateStretches(one, next ? dayOf(next.notBefore) : null, lines);
  });
  return [{ id: kind, label: lines.words.kind(kind), stretches }];
}

interface Drawing {
  readonly cards: readonly DrawnCard[];
  readonly entries: readonly Entry[];
  readonly words: LineWords;
}

function certificateStretches(one: Certificate & { readonly card?: string }, next: string | null, { cards, entries, words }: Drawing): Stretch[] {
  const from = dayOf(one.notBefore);
  const whole = lastOf(one);
  const card = cards.find((each) => each.card === (one.card ?? cards[0]?.card));
  const last = next && next < whole ? next : whole;
  const heldSince = one.state === 'suspended' ? card?.stateSince : undefined;
  const change = one.revokedAt ?? heldSince;
  const changed = change ? dayOf(change) : last;
  const until = changed < last ? changed : last;
  const good = over(stretch(one.state === 'expired' ? 'expired' : 'valid', from, until, words), card ? pastHolds(entries, card.card) : [], words);
  const rest = until < last ? [stretch(one.state === 'revoked' ? 'revoked' : 'suspended', until, last, words)] : [];
  return [...good, ...rest];
}

/** Acts that deserve a mark on the line. */
const MARKED = new Set(['card-registered', 'card-replaced', 'card-suspended', 'suspension-lifted', 'certificates-issued', 'certificate-revoked', 'card-ended', 'card-term-changed']);

/** Draws cards and both kinds of certificates on one line. */
export function lines(drawing: Drawing, certificates: readonly (Certificate & { readonly card?: string })[], today: string): Lines {
  const { cards, entries, words } = drawing;
  const bars = [...cards.map((card) => cardBar(card, entries, words)), ...KINDS.flatMap((kind) => kindBar(kind, certificates, drawing))];
  const days = bars.flatMap((bar) => bar.stretches.flatMap((each) => [each.from, each.to])).concat(today).sort();
  const marks = entries.filter((entry) => MARKED.has(entry.act)).map((entry) => ({ day: dayOf(entry.at), text: words.mark(entry) }));
  return { from: padded(days[0]!, -1), to: padded(days.at(-1)!, 1), bars, marks: unique(marks) };
}

function unique(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [mark.day + mark.text, mark])).values()];
}

/** Some room beside the ends, in months. */
function padded(day: string, months: number): string {
  const at = new Date(`${day}T00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months * 3);
  return at.toISOString().slice(0, 10);
}
