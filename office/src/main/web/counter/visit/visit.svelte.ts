import { act, BROWSER, type Outcome, type Surroundings } from '$/api/act';
import { API, type CardFile, type Certificate, type Kind, type Option, type Person, type Receipt } from '../api';
import { idOf, keysOf } from '../card/options';
import { KeyBasket } from '../keys/basket.svelte';
import { postingOf, type Extras } from './bodies';

/** What acts answer, as far as it is handed over. */
export interface ActAnswer {
  readonly card?: string;
  readonly expiresOn?: string;
  readonly predecessor?: string;
  readonly state?: string;
  readonly certificates?: readonly Certificate[];
  readonly application?: string;
  readonly receipt?: Receipt;
}

/** An act of a visit, and what became of it. */
export interface Planned {
  readonly id: string;
  readonly option: Option;
  readonly extras: Extras;
  readonly outcome?: Outcome<ActAnswer>;
}

/** What the holder does at the card after it was recorded. */
export interface PinAct {
  readonly id: string;
  readonly kind: Kind;
  /** A new PIN; otherwise the old one is unlocked. */
  readonly isReset: boolean;
  readonly isDone: boolean;
}

const ISSUING = ['certificates', 'renewal'];

/** Several acts for one person, with one check of identity. */
export class Visit extends KeyBasket {
  acts = $state.raw<readonly Planned[]>([]);
  present = $state.raw<readonly Person[]>([]);
  documents = $state.raw<readonly string[]>([]);
  ward = $state(false);
  running = $state(false);
  /** Whether the card holds what was issued for it. */
  isWritten = $state(false);
  #pinsDone = $state.raw<readonly string[]>([]);
  /** What the next act is decided on: the card as it was read, and then as the acts of this visit left it. */
  #seen: string | undefined;

  constructor(readonly file: CardFile) {
    super();
    this.#seen = file.version;
  }

  readonly needed = $derived(keysOf(this.acts.map((each) => each.option)));

  /** Whether what needs keys is done at once, and not by an application. */
  readonly isDirect = $derived(this.acts.every(({ option }) => keysOf([option]).length === 0 || !option.needs.secondPerson));

  /** What is to be done at the card, of what was recorded of PINs. */
  readonly pinActs = $derived.by(() =>
    this.acts.flatMap(({ id, option, outcome }): PinAct[] => {
      const kind = option.certificates[0];
      const isOfCard = option.act === 'pin' && (option.ground === 'reset' || option.ground === 'unlocked');
      return isOfCard && kind && outcome?.kind === 'done' && !outcome.answer.application
        ? [{ id, kind, isReset: option.ground === 'reset', isDone: this.#pinsDone.includes(id) }]
        : [];
    }),
  );

  pinDone(id: string): void {
    this.#pinsDone = [...this.#pinsDone, id];
  }

  /** Whether anybody must be identified for what is planned. */
  readonly identifies = $derived(this.acts.some(({ option }) => option.needs.identityCheck !== 'none'));

  /** Whether others did something since the card was read: then it must be read again. */
  readonly isOvertaken = $derived(this.acts.some((each) => each.outcome?.kind === 'refused' && each.outcome.problem.code === 'CARD_CHANGED'));

  /** Whether something was sent: then nothing of it is changed any more. */
  readonly begun = $derived(this.acts.some((each) => each.outcome !== undefined));
  readonly isDone = $derived(this.acts.length > 0 && this.acts.every((each) => each.outcome?.kind === 'done'));
  readonly isOpen = $derived(this.acts.some((each) => each.outcome?.kind === 'unknown'));

  plan(option: Option): void {
    const id = idOf(option);
    const without = this.acts.filter((each) => each.id !== id);
    this.acts = without.length < this.acts.length ? without : [...this.acts, { id, option, extras: {} }];
  }

  extend(id: string, extras: Extras): void {
    this.acts = this.acts.map((each) => (each.id === id ? { ...each, extras: { ...each.extras, ...extras } } : each));
  }

  /** Carries out what is not done yet, one act behind the other, and stops at the first that was not done. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (const each of this.acts) {
      if (each.outcome?.kind === 'done') continue;
      // What is not known yet is asked for under its own key, and never sent anew.
      if (each.outcome?.kind === 'unknown') break;
      const { address, body, isDirect } = postingOf(each.option, each.extras, this, this.file.card);
      const named = this.#isOnCard(each.option) ? { ...body, order: this.order } : body;
      const outcome = await act<ActAnswer>(API + address, named, this.#around(each.option), isDirect ? this.#seen : undefined);
      this.settle(each.id, outcome);
      if (outcome.kind !== 'done') break;
    }
    this.running = false;
  }

  /** The act that a card is written for has one name on the card and at the authority. */
  #around(option: Option): Surroundings {
    return this.#isOnCard(option) ? { ...BROWSER, key: () => this.order } : BROWSER;
  }

  #isOnCard(option: Option): boolean {
    return this.chip !== null && ISSUING.includes(option.act);
  }

  /** What was told of the card by this page itself overtakes nobody. */
  saw(version: string | undefined): void {
    this.#seen = version ?? this.#seen;
  }

  settle(id: string, outcome: Outcome<ActAnswer>): void {
    if (outcome.kind === 'done') this.#seen = outcome.answer.receipt?.version ?? this.#seen;
    this.acts = this.acts.map((each) => (each.id === id ? { ...each, outcome } : each));
  }

  /** What was refused was not done: it may be changed and tried again. */
  reopen(): void {
    this.acts = this.acts.map(({ outcome, ...each }) => (outcome === undefined || outcome.kind === 'refused' ? each : { ...each, outcome }));
  }

  /** Takes out what was refused, so that the rest can go on. */
  drop(id: string): void {
    this.acts = this.acts.filter((each) => each.id !== id || each.outcome?.kind === 'done');
  }
}
