import { language } from '$/text';
import type { Option } from '../api';
import { inBoth, word, words, type WordLists } from '../words';

/** The one ground that goes without saying. */
const USUAL = 'ending';

/** What tells an option from others of the same act. */
export function labelOf(option: Option): string {
  return label(option, words());
}

function label(option: Option, w: WordLists): string {
  const ground = option.ground && option.ground !== USUAL ? word(w.ground, option.ground) : '';
  const kinds = w.list(option.certificates.map((kind) => word(w.kindShort, kind)));
  return [kinds, ground].filter((part) => part !== '').join(' ') || word(w.act, option.act);
}

/** The whole name of an option, where it stands alone. */
export function nameOf(option: Option): string {
  return namesOf(option)[language.current];
}

/** The name in both languages at once. */
export function namesOf(option: Option): { readonly ja: string; readonly en: string } {
  const whole = (w: WordLists) => {
    const act = word(w.act, option.act);
    const rest = label(option, w);
    return rest === act ? act : w.beside(act, rest);
  };
  return { ja: whole(inBoth.ja), en: whole(inBoth.en) };
}
