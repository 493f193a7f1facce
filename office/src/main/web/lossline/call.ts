/** What a call is about: pure, so that nothing but the page keeps it, and only as long as the call lasts. */

export const RELATIONS = ['holder', 'family', 'representative', 'police', 'finder', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** What a caller says. */
export interface Said {
  readonly relation: Relation;
  readonly name: string;
  readonly birthDate: string;
  readonly address: string;
  readonly municipality: string;
  readonly reporter: string;
  readonly contact: string;
  readonly note: string;
}

export const NOTHING_SAID: Said = { relation: 'holder', name: '', birthDate: '', address: '', municipality: '', reporter: '', contact: '', note: '' };

/** A card that a caller may mean: no name, no address. */
export interface Hit {
  readonly card: string;
  readonly municipality: string;
  readonly state: 'valid' | 'suspended' | 'ended' | 'expired';
}

export interface Suspended {
  readonly card: string;
  readonly state: string;
  readonly suspendedAt?: string;
  readonly receipt?: { readonly entry: number; readonly at: string };
}

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u;

/** Whether a text says how a name sounds, rather than how it is written. */
export function isReading(text: string): boolean {
  return KANA.test(text.normalize('NFKC').trim());
}

/** What is searched with: what is in kana alone is a reading. A town is a code of five digits. */
export function searchBody({ name, birthDate, address, municipality }: Said): Record<string, string> {
  const said = name.trim();
  const code = municipality.normalize('NFKC').trim();
  return {
    ...(isReading(said) ? { nameKana: said } : { name: said }),
    birthDate,
    ...(address.trim() ? { address: address.trim() } : {}),
    ...(/^\d{5}$/.test(code) ? { municipality: code } : {}),
  };
}

/** Who reported the loss; what was not said is left out. */
export function suspensionBody({ relation, reporter, contact, note }: Said): Record<string, unknown> {
  const more = { name: reporter.trim(), contact: contact.trim(), note: note.trim() };
  const told = Object.fromEntries(Object.entries(more).filter(([, text]) => text !== ''));
  return { reporter: { relation, ...told } };
}

/** A number in groups of four from the right, as it is read out. */
export function readOut(number: number): string {
  return String(number).replace(/\B(?=(\d{4})+(?!\d))/g, ' ');
}

/** The digits as they are spoken, each by itself. */
export function spoken(number: number, words: readonly string[]): string {
  return [...String(number)].map((digit) => words[Number(digit)] ?? digit).join(' ');
}
