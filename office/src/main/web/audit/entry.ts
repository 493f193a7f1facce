import { isKind } from './kinds';
import { sentences } from './sentences';
import { wordOf } from './words';

/** An entry of the audit log, as docs/audit-format.md says. */
export interface Entry {
  readonly v: number;
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  readonly act: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type Actor =
  | { readonly kind: 'staff'; readonly name: string; readonly role: string; readonly certificate: string; readonly person?: string }
  | { readonly kind: 'system'; readonly component: string; readonly node: string };

export interface Numbered {
  readonly number: number;
  readonly entry: Entry;
}

/** The same with this program's own words in those of people. */
function inPlainWords(value: unknown): string {
  return Array.isArray(value) ? value.map(inPlainWords).join(', ') : wordOf(valueText(value));
}

/** A value as it is read: lists with commas, what is in them by its words. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([name, part]) => `${name} ${valueText(part)}`).join(' · ');
  }
  return String(value ?? '');
}

const LONG = 18;

/** Long ids and hashes, short enough for a sentence; the whole stands in the table. */
function short(text: string): string {
  return /^[0-9a-f-]+$/.test(text) && text.length > LONG ? `${text.slice(0, 8)}…` : text;
}

/** Puts an entry's facts into a sentence of its kind. */
export function told(sentence: string, detail: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, member: string) => short(inPlainWords(detail[member])) || '–');
}

/** The entry in words. Of a kind that is newer than this page its name is told. */
export function inWords(entry: Entry): string {
  return isKind(entry.act) ? told(sentences()[entry.act], entry.detail) : entry.act;
}

export function actorText(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : actor.component;
}

/** Where a member of an entry leads: to all that is told of the same card, certificate or application. */
export function filterOf(member: string, value: string): Readonly<Record<string, string>> | null {
  if ((member === 'card' || member === 'predecessor') && /^[0-9a-f-]{36}$/.test(value)) return { card: value };
  if (member === 'serial' && /^[0-9a-f]{2,40}$/.test(value)) return { serial: value };
  return null;
}
