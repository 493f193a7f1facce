import { read } from './read';
import type { Schemas } from './schema';

export type Municipality = Schemas['Municipality'];

/** What a text says of a municipality: which, or none, or more than one. */
export type Meant = { readonly kind: 'one'; readonly code: string } | { readonly kind: 'none' } | { readonly kind: 'several' };

const CODE = /^\d{5}$/;

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Which municipality is meant: by its code, by its name, with or without the prefecture, in either writing. */
export function meant(text: string, all: readonly Municipality[]): Meant {
  const said = plain(text);
  if (CODE.test(said)) return { kind: 'one', code: said };
  const exactly = all.filter((one) => namesOf(one).includes(said));
  // As people say it: without 市, 区, 町 or 村.
  const found = exactly.length > 0 || said.length < 2 ? exactly : all.filter((one) => namesOf(one).some((name) => name.startsWith(said)));
  if (found.length === 1) return { kind: 'one', code: found[0]!.code };
  return { kind: found.length === 0 ? 'none' : 'several' };
}

function namesOf(one: Municipality): readonly string[] {
  return [one.nameJa, one.prefectureJa + one.nameJa, one.name, `${one.name},${one.prefecture}`].map(plain);
}

/** A name that no other municipality has, as it can be typed. */
export function wholeName(one: Municipality, language: 'ja' | 'en'): string {
  return language === 'ja' ? `${one.prefectureJa}${one.nameJa}` : `${one.name}, ${one.prefecture}`;
}

/** The municipalities of Japan, read once, when the first page shows or asks for one. It is about nobody, and leaves no entry. */
class Municipalities {
  all = $state.raw<readonly Municipality[]>([]);
  readonly #byCode = $derived(new Map(this.all.map((one) => [one.code, one])));
  #reading = false;

  /** Has them read; until then, and where that fails, codes are shown as they are. */
  need(): void {
    if (this.#reading || this.all.length > 0) return;
    this.#reading = true;
    void read<{ municipalities: Municipality[] }>('/api/v1/municipalities').then((reading) => {
      this.#reading = false;
      if (reading.kind === 'read') this.all = reading.answer.municipalities;
    });
  }

  of(code: string): Municipality | undefined {
    return this.#byCode.get(code);
  }
}

export const municipalities = new Municipalities();
