import { read } from '$/api/read';
import type { Problem } from '$/api/problem';
import { API, type CardFile, type Option } from './api';
import { idOf } from './card/options';
import { CustomerWindow } from './customer/window';
import { Visit } from './visit/visit.svelte';

export type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly card: string }
  | { readonly kind: 'read'; readonly card: string; readonly file: CardFile; readonly readAt: Date }
  | { readonly kind: 'refused'; readonly card: string; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly card: string };

/**
 * What lies on the desk: one card and one visit. It belongs to the page and goes with it when it is locked; going back and forth
 * between views reads nobody a second time.
 */
export class Desk {
  opened = $state.raw<Opened>({ kind: 'none' });
  visit = $state.raw<Visit | null>(null);
  readonly customer = new CustomerWindow();

  /** The file of a card, if it lies here. */
  file(card: string): CardFile | null {
    return this.opened.kind === 'read' && this.opened.card === card ? this.opened.file : null;
  }

  /** Reads a card, once: the reading is recorded. What lies here already is not read again. */
  async open(card: string): Promise<void> {
    const lies = 'card' in this.opened && this.opened.card === card && this.opened.kind !== 'unreachable';
    if (!lies) await this.readAgain(card);
  }

  async readAgain(card: string): Promise<void> {
    this.opened = { kind: 'reading', card };
    const reading = await read<CardFile>(`${API}/cards/${card}?options=true`);
    // Another card was opened meanwhile.
    if (this.opened.kind !== 'reading' || this.opened.card !== card) return;
    if (reading.kind === 'read') this.opened = { kind: 'read', card, file: reading.answer, readAt: new Date() };
    else if (reading.kind === 'refused') this.opened = { kind: 'refused', card, problem: reading.problem };
    else this.opened = { kind: 'unreachable', card };
  }

  /** Plans an act for the card that lies here, in the visit that is on for it. */
  plan(option: Option): void {
    if (this.opened.kind !== 'read') return;
    const { file } = this.opened;
    const before = this.visit;
    // What is on its way, or not known yet, comes first: its key is with it alone.
    if (before?.running || before?.isOpen) return;
    if (before && before.file.card === file.card && !before.begun) {
      if (!before.acts.some((each) => each.id === idOf(option))) before.plan(option);
      return;
    }
    const visit = new Visit(file);
    if (before?.file.card === file.card || before?.file.holder.registerId === file.holder.registerId) {
      visit.present = before.present;
      visit.documents = before.documents;
      visit.ward = before.ward;
      // The keys that a card made for what was refused are there for the same act chosen anew.
      if (before.file.card === file.card && before.chip && !before.isDone) {
        visit.order = before.order;
        visit.requests = before.requests;
      }
    }
    visit.plan(option);
    this.visit = visit;
  }

  /** Takes the card away: what was read of it holds no more. */
  clear(): void {
    this.opened = { kind: 'none' };
  }
}
