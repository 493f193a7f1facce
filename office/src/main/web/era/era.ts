/** Japanese eras: days as text in, days in both calendars out. Days are ISO text; zeros stand for what is unknown, as in the register. */

export type Era = 'meiji' | 'taisho' | 'showa' | 'heisei' | 'reiwa';
export type Calendar = Era | 'gregorian';

interface EraFacts {
  readonly id: Era;
  readonly letter: string;
  readonly name: string;
  readonly romaji: string;
  /** The first day; the day itself counts as the first of the new era. */
  readonly from: string;
}

/** The earliest day that the office API takes: from then on Japan counts days as the world does. */
export const EARLIEST = '1873-01-01';

/** Newest first. */
export const ERAS: readonly EraFacts[] = [
  { id: 'reiwa', letter: 'R', name: '令和', romaji: 'Reiwa', from: '2019-05-01' },
  { id: 'heisei', letter: 'H', name: '平成', romaji: 'Heisei', from: '1989-01-08' },
  { id: 'showa', letter: 'S', name: '昭和', romaji: 'Showa', from: '1926-12-25' },
  { id: 'taisho', letter: 'T', name: '大正', romaji: 'Taisho', from: '1912-07-30' },
  { id: 'meiji', letter: 'M', name: '明治', romaji: 'Meiji', from: '1868-10-23' },
];

/** A day that may be known in part only: month or day 0 where it is unknown. */
export interface PartialDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface EraDay extends PartialDay {
  readonly era: EraFacts;
}

export function factsOf(era: Era): EraFacts {
  return ERAS.find((each) => each.id === era)!;
}

const pad = (value: number, length: number) => String(value).padStart(length, '0');

export function isoOf({ year, month, day }: PartialDay): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Reads ISO text, with zeros for what is unknown; null where it is none. */
export function partsOf(iso: string): PartialDay | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return parts && { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function isDay({ year, month, day }: PartialDay): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** The year that an era's year is in the other calendar. */
export function gregorianYear(calendar: Calendar, year: number): number {
  return calendar === 'gregorian' ? year : Number(factsOf(calendar).from.slice(0, 4)) + year - 1;
}

/**
 * The day in the era that it is in. Of a year or month in which an era changed and whose day is unknown, the one that it ended in
 * is told.
 */
export function inEra(iso: string): EraDay | null {
  const parts = partsOf(iso);
  if (!parts || parts.year === 0) return null;
  const last = isoOf({ ...parts, month: parts.month || 12, day: parts.day || 31 });
  const era = ERAS.find((each) => each.from <= last);
  return era
    ? { era, year: parts.year - Number(era.from.slice(0, 4)) + 1, month: parts.month, day: parts.day }
    : null;
}

/** How many days a day is before (less than 0) or after another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

export function weekdayOf(iso: string): number {
  return new Date(`${iso}T00:00Z`).getUTCDay();
}

/** Full years lived on a day; a birthday on 29 February is reached on 1 March. Null where it cannot be told. */
export function ageOn(birth: string, day: string): number | null {
  const from = partsOf(birth);
  const to = partsOf(day);
  if (!from || !to || !isDay(from) || !isDay(to)) return null;
  const had = to.month > from.month || (to.month === from.month && to.day >= from.day);
  return to.year - from.year - (had ? 0 : 1);
}
