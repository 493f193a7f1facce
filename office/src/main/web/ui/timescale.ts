import { daysBetween, inEra } from '$/era/era';

/** Days on a line of so many pixels. */
export interface Scale {
  readonly from: string;
  readonly to: string;
  readonly width: number;
}

/** Where a day stands; never beyond the ends. */
export function placeOf(day: string, { from, to, width }: Scale): number {
  const all = Math.max(daysBetween(from, to), 1);
  return Math.min(Math.max(daysBetween(from, day) / all, 0), 1) * width;
}

export interface Tick {
  readonly day: string;
  readonly place: number;
  readonly year: number;
  /** The year in its era, such as `R12`; of the first year of an era too. */
  readonly era: string;
}

const LEAST_BETWEEN = 56;

/** Half of the room that a year takes: nearer to an end it would be cut. */
const HALF = 18;

/** The beginnings of years, as many as have room: each, each second, each fifth or each tenth. */
export function ticks(scale: Scale): readonly Tick[] {
  const first = Number(scale.from.slice(0, 4)) + 1;
  const last = Number(scale.to.slice(0, 4));
  const every = [1, 2, 5, 10, 20].find((step) => (scale.width / Math.max(last - first + 1, 1)) * step >= LEAST_BETWEEN) ?? 20;
  const years = Array.from({ length: Math.max(last - first + 1, 0) }, (_, place) => first + place);
  return years
    .filter((year) => year % every === 0)
    .map((year) => tick(year, scale))
    .filter(({ place }) => place >= HALF && place <= scale.width - HALF);
}

function tick(year: number, scale: Scale): Tick {
  const day = `${year}-01-01`;
  const told = inEra(day);
  return { day, place: placeOf(day, scale), year, era: told ? `${told.era.letter}${told.year}` : '' };
}
