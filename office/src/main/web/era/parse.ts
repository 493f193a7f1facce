import { EARLIEST, ERAS, gregorianYear, inEra, isDay, isoOf, type Calendar, type Era } from './era';

/** Why a text is no day. */
export type NoDay = 'empty' | 'form' | 'era-missing' | 'no-such-day' | 'too-early' | 'incomplete';

export type Parsed =
  | { readonly ok: true; readonly iso: string }
  | { readonly ok: false; readonly why: NoDay }
  /** The era had ended, or not begun: the same day as it was called. */
  | { readonly ok: false; readonly why: 'era-ended'; readonly meant: string };

export interface Reading {
  /** Whether day, or month and day, may be unknown. */
  readonly partial?: boolean;
  /** What a year of two digits counts in where the text does not say. */
  readonly calendar?: Calendar;
}

const LETTERS: Record<string, Era> = {
  m: 'meiji', 明: 'meiji', 明治: 'meiji',
  t: 'taisho', 大: 'taisho', 大正: 'taisho',
  s: 'showa', 昭: 'showa', 昭和: 'showa',
  h: 'heisei', 平: 'heisei', 平成: 'heisei',
  r: 'reiwa', 令: 'reiwa', 令和: 'reiwa',
};
const ERA = '(明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr])';
const UNKNOWN = /^(不詳|不明)$/;

/** Full-width signs become those of ASCII; whatever separates becomes a dot. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/元/g, '1')
    .replace(/\s+/g, '')
    .replace(/[年月/／\-‐‑–—−ー・,、。]/g, '.')
    .replace(/日$/, '');
}

/** Whether an era was called so on that day. On the day of a change both names are heard, and written. */
function wasCalled(era: Era, iso: string): boolean {
  const place = ERAS.findIndex((each) => each.id === era);
  const next = ERAS[place - 1];
  // The Shōwa ended with 7 January 1989 and Heisei with 30 April 2019; the others on the day on which the next began.
  const shared = next !== undefined && iso === next.from && (era === 'meiji' || era === 'taisho');
  return inEra(iso)?.era.id === era || shared;
}

function checked(calendar: Calendar, year: number, month: number, day: number, reading: Reading): Parsed {
  const parts = { year: gregorianYear(calendar, year), month, day };
  const iso = isoOf(parts);
  const isPartial = month === 0 || day === 0;
  if (year === 0 || (month === 0 && day !== 0)) return { ok: false, why: 'no-such-day' };
  if (isPartial && !reading.partial) return { ok: false, why: 'incomplete' };
  if (isPartial ? month > 12 : !isDay(parts)) return { ok: false, why: 'no-such-day' };
  if (isPartial ? parts.year < 1873 : iso < EARLIEST) return { ok: false, why: 'too-early' };
  if (calendar !== 'gregorian' && !isPartial && !wasCalled(calendar, iso)) {
    return { ok: false, why: 'era-ended', meant: iso };
  }
  return { ok: true, iso };
}

/** The three numbers of a text without its era: `55.2.17`, `550217`, `55.2`, `55`; what is missing is unknown. */
function numbers(text: string): [string, string, string] | null {
  const told = text.replace(/日?(不詳|不明)/g, '0').replace(/\.+$/, '');
  const dotted = /^(\d{1,4})(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?$/.exec(told);
  if (dotted) return [dotted[1]!, dotted[2] ?? '0', dotted[3] ?? '0'];
  const run = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(told);
  return run && [run[1]!, run[2]!, run[3]!];
}

/**
 * Reads a day as it is written or typed in Japan: `S55.2.17`, `S550217`, `昭和55年2月17日`, `1980/2/17`, `19800217`, in full-width
 * signs as well; where a part may be unknown also `昭55`, `S22.5`, `昭和22年5月不詳`.
 */
export function parseDay(text: string, reading: Reading = {}): Parsed {
  const clean = normalised(text);
  if (clean === '') return { ok: false, why: 'empty' };
  if (UNKNOWN.test(clean)) return reading.partial ? { ok: true, iso: '0000-00-00' } : { ok: false, why: 'incomplete' };
  const said = new RegExp(`^${ERA}\\.?(.*)$`).exec(clean);
  const parts = numbers(said ? said[2]! : clean.replace(/^西暦/, ''));
  if (!parts) return { ok: false, why: 'form' };
  const [year, month, day] = parts;
  if (said) {
    if (year.length > 2) return { ok: false, why: 'form' };
    return checked(LETTERS[said[1]!]!, Number(year), Number(month), Number(day), reading);
  }
  if (year.length === 4) return checked('gregorian', Number(year), Number(month), Number(day), reading);
  if (!reading.calendar || reading.calendar === 'gregorian') return { ok: false, why: 'era-missing' };
  return checked(reading.calendar, Number(year), Number(month), Number(day), reading);
}
