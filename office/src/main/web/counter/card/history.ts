import type { Entry, Facts } from '../api';
import { word, words } from '../words';

/** Entries that say only that somebody looked. */
const LOOKS = new Set(['holder-read', 'lineage-read', 'application-read', 'consents-shown']);

export function isLook(entry: Entry): boolean {
  return LOOKS.has(entry.act);
}

/** What was done, in a few words. */
export function titleOf(entry: Entry): string {
  const w = words();
  const kind = entry.facts?.authority ?? entry.facts?.pin;
  const what = entry.act === 'pin-recorded' && entry.facts?.what ? `${w.act['pin']}: ${word(w.ground, entry.facts.what)}` : word(w.entry, entry.act);
  return kind ? w.beside(what, word(w.kindShort, kind)) : what;
}

/** A cause: a ground, or one with the id of what brought it about. */
function causeText(cause: string): string {
  const [name, id] = cause.split(' ');
  const told = word(words().ground, name);
  return id ? `${told} ${id}` : told;
}

/** The facts of an entry, each as a word and what it is; serial numbers and ids as code. */
export function factsOf(facts: Facts | undefined, t: FactWords): readonly { readonly name: string; readonly text: string; readonly code?: boolean }[] {
  if (!facts) return [];
  const w = words();
  const list = (ids: readonly string[] | undefined, of: Record<string, string>) => ids && w.list(ids.map((id) => word(of, id)));
  const all: [string, string | undefined, boolean?][] = [
    [t.ground, facts.ground && word(w.ground, facts.ground)],
    [t.cause, facts.cause && facts.cause !== facts.ground ? causeText(facts.cause) : undefined],
    [t.reason, facts.reason && word(w.reason, facts.reason)],
    [t.certificates, list(facts.certificates?.flatMap((one) => one.authority ?? []), w.kindShort)],
    [t.items, list(facts.items, w.member)],
    [t.confirmation, facts.confirmation && word(w.confirmation, facts.confirmation)],
    [t.expiresOn, facts.expiresOn],
    [t.invalidSince, facts.invalidSince],
    [t.fee, facts.feeYen === undefined ? undefined : t.yen(facts.feeYen)],
    [t.present, list(facts.present, w.person)],
    [t.documents, list(facts.documents, w.document)],
    [t.secondPerson, facts.secondPerson],
    [t.application, facts.applicationKind && word(w.act, facts.applicationKind)],
    [t.code, facts.code, true],
    [t.predecessor, facts.predecessor, true],
    [t.serial, facts.serial, true],
  ];
  return all.flatMap(([name, text, code]) => (text ? [{ name, text, ...(code ? { code } : {}) }] : []));
}

export interface FactWords {
  readonly ground: string;
  readonly cause: string;
  readonly reason: string;
  readonly certificates: string;
  readonly items: string;
  readonly confirmation: string;
  readonly expiresOn: string;
  readonly invalidSince: string;
  readonly fee: string;
  readonly yen: (yen: number) => string;
  readonly present: string;
  readonly documents: string;
  readonly secondPerson: string;
  readonly application: string;
  readonly code: string;
  readonly predecessor: string;
  readonly serial: string;
}
