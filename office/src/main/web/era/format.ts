import type { Language } from '$/text/language.svelte';
import { inEra, partsOf, weekdayOf } from './era';

const WEEKDAYS: Record<Language, readonly string[]> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** `令和12年2月17日`, `昭和元年12月`; English `Reiwa 12-02-17`. Empty where there is no era, as of a birth date that is unknown. */
export function eraText(iso: string, language: Language): string {
  const day = inEra(iso);
  if (!day) return '';
  if (language === 'en') {
    const pad = (value: number) => String(value).padStart(2, '0');
    const rest = [day.month, day.day].filter((value) => value > 0).map((value) => `-${pad(value)}`);
    return `${day.era.romaji} ${day.year}${rest.join('')}`;
  }
  const year = day.year === 1 ? '元' : String(day.year);
  const month = day.month > 0 ? `${day.month}月` : '';
  return `${day.era.name}${year}年${month}${day.day > 0 ? `${day.day}日` : ''}`;
}

/** The day as the register writes it, unknown parts left out: `1947-05`. */
function known(iso: string): string {
  return iso.replace(/(-00)+$/, '');
}

/** `2030-02-17（令和12年2月17日）`: both calendars, wherever a day is shown. */
export function dayText(iso: string, language: Language): string {
  const parts = partsOf(iso);
  if (!parts) return iso;
  if (parts.year === 0) return language === 'ja' ? '不詳' : 'unknown';
  const era = eraText(iso, language);
  return language === 'ja' ? `${known(iso)}（${era}）` : `${known(iso)} (${era})`;
}

export function weekdayText(iso: string, language: Language): string {
  const name = WEEKDAYS[language][weekdayOf(iso)] ?? '';
  return language === 'ja' ? `${name}曜日` : name;
}

const JAPAN = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function inJapan(instant: string | Date): Record<string, string> {
  const parts = JAPAN.formatToParts(typeof instant === 'string' ? new Date(instant) : instant);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

/** The day in Japan at an instant. */
export function dayOf(instant: string | Date): string {
  const { year, month, day } = inJapan(instant);
  return `${year}-${month}-${day}`;
}

/** `14:05`, in Japan. */
export function timeOf(instant: string | Date): string {
  const { hour, minute } = inJapan(instant);
  return `${hour}:${minute}`;
}

/** `2026-11-29 19:11`, in Japan. */
export function momentText(instant: string | Date): string {
  return `${dayOf(instant)} ${timeOf(instant)}`;
}
