import { describe, expect, it } from 'vitest';
import { ageOn, daysBetween, ERAS, inEra, isDay, isoOf } from '$/era/era';
import { dayOf, dayText, eraText, momentText, weekdayText } from '$/era/format';
import { normalised, parseDay } from '$/era/parse';

const iso = (text: string, reading = {}) => {
  const parsed = parseDay(text, reading);
  return parsed.ok ? parsed.iso : parsed.why;
};

describe('days in eras', () => {
  it('agree with the calendar of the browser, on every day around a change', () => {
    const intl = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    for (const centre of ['1912-07-30', '1926-12-25', '1989-01-08', '2019-05-01', '1980-02-29', '2000-12-31', '2026-11-29', '1900-03-01']) {
      for (let offset = -400; offset <= 400; offset++) {
        const date = new Date(Date.parse(`${centre}T00:00Z`) + offset * 86_400_000);
        const parts = Object.fromEntries(intl.formatToParts(date).map((part) => [part.type, part.value]));
        const told = inEra(date.toISOString().slice(0, 10))!;
        expect([told.era.name, told.year, told.month, told.day]).toEqual([
          parts['era'], parts['year'] === '元' ? 1 : Number(parts['year']), Number(parts['month']), Number(parts['day']),
        ]);
      }
    }
  });

  it.each([
    ['1912-07-29', '明治45年7月29日'],
    ['1912-07-30', '大正元年7月30日'],
    ['1926-12-24', '大正15年12月24日'],
    ['1926-12-25', '昭和元年12月25日'],
    ['1989-01-07', '昭和64年1月7日'],
    ['1989-01-08', '平成元年1月8日'],
    ['2019-04-30', '平成31年4月30日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2030-02-17', '令和12年2月17日'],
    ['1947-05-00', '昭和22年5月'],
    ['1947-00-00', '昭和22年'],
    ['0000-00-00', ''],
  ])('%s is %s', (day, text) => expect(eraText(day, 'ja')).toBe(text));

  it('come back as they went, every day of 160 years', () => {
    for (let time = Date.UTC(1873, 0, 1); time < Date.UTC(2033, 0, 1); time += 86_400_000) {
      const day = new Date(time).toISOString().slice(0, 10);
      expect(iso(eraText(day, 'ja'))).toBe(day);
    }
  });
});

describe('days as they are written', () => {
  it.each([
    ['S55.2.17', '1980-02-17'],
    ['s55-02-17', '1980-02-17'],
    ['Ｓ５５．２．１７', '1980-02-17'],
    ['昭和55年2月17日', '1980-02-17'],
    ['昭和５５年２月１７日', '1980-02-17'],
    ['昭 55 ・ 2 ・ 17', '1980-02-17'],
    ['昭55/2/17', '1980-02-17'],
    ['㍼55年2月17日', '1980-02-17'],
    ['S550217', '1980-02-17'],
    ['1980/2/17', '1980-02-17'],
    ['1980-02-17', '1980-02-17'],
    ['１９８０ー２ー１７', '1980-02-17'],
    ['1980年2月17日', '1980-02-17'],
    ['西暦1980年2月17日', '1980-02-17'],
    ['19800217', '1980-02-17'],
    ['令和元年5月1日', '2019-05-01'],
    ['R1.5.1', '2019-05-01'],
    ['平成元年1月8日', '1989-01-08'],
    ['M45.7.29', '1912-07-29'],
    ['2000.2.29', '2000-02-29'],
  ])('%s is %s', (text, day) => expect(iso(text)).toBe(day));

  it('on the day of a change are known by both names', () => {
    expect(iso('M45.7.30')).toBe('1912-07-30');
    expect(iso('T1.7.30')).toBe('1912-07-30');
    expect(iso('T15.12.25')).toBe('1926-12-25');
    expect(iso('S1.12.25')).toBe('1926-12-25');
  });

  it.each([
    ['', 'empty'],
    ['　', 'empty'],
    ['やまだ', 'form'],
    ['S55', 'incomplete'],
    ['昭55', 'incomplete'],
    ['S55.2', 'incomplete'],
    ['1980', 'incomplete'],
    ['不詳', 'incomplete'],
    ['550217', 'era-missing'],
    ['55.2.17', 'era-missing'],
    ['S55.2.30', 'no-such-day'],
    ['S55.13.1', 'no-such-day'],
    ['S0.1.1', 'no-such-day'],
    ['1900-02-29', 'no-such-day'],
    ['1872-12-31', 'too-early'],
    ['M5.12.2', 'too-early'],
    ['S1980.2.17', 'form'],
    ['1980.2.17.1', 'form'],
    ['1980217', 'form'],
  ])('%s is none: %s', (text, why) => expect(iso(text)).toBe(why));

  it('in an era that had ended, or not begun, are told as they were called', () => {
    expect(parseDay('H31.5.1')).toEqual({ ok: false, why: 'era-ended', meant: '2019-05-01' });
    expect(parseDay('S64.1.8')).toEqual({ ok: false, why: 'era-ended', meant: '1989-01-08' });
    expect(parseDay('R1.4.30')).toEqual({ ok: false, why: 'era-ended', meant: '2019-04-30' });
    expect(parseDay('H1.1.7')).toEqual({ ok: false, why: 'era-ended', meant: '1989-01-07' });
  });

  it('count in the era that was chosen where they name none', () => {
    expect(iso('550217', { calendar: 'showa' })).toBe('1980-02-17');
    expect(iso('55.2.17', { calendar: 'showa' })).toBe('1980-02-17');
    expect(iso('55.2.17', { calendar: 'gregorian' })).toBe('era-missing');
    expect(iso('1980.2.17', { calendar: 'showa' })).toBe('1980-02-17');
  });

  it.each([
    ['昭55', '1980-00-00'],
    ['S22.5', '1947-05-00'],
    ['S22.5.00', '1947-05-00'],
    ['昭和22年5月不詳', '1947-05-00'],
    ['昭和22年5月日不詳', '1947-05-00'],
    ['1947-00-00', '1947-00-00'],
    ['1900-00-00', '1900-00-00'],
    ['不詳', '0000-00-00'],
    ['S22.13', 'no-such-day'],
    ['S22.0.5', 'no-such-day'],
    ['S55.2.10', '1980-02-10'],
  ])('%s may be known in part: %s', (text, day) => expect(iso(text, { partial: true })).toBe(day));

  it('have full-width signs and every hyphen', () => {
    for (const hyphen of '-‐‑–—−－ー／/．.・') expect(normalised(`Ｓ５５${hyphen}２${hyphen}１７`)).toBe('s55.2.17');
  });
});

describe('what is shown', () => {
  it('is in both calendars', () => {
    expect(dayText('2030-02-17', 'ja')).toBe('2030-02-17（令和12年2月17日）');
    expect(dayText('2030-02-17', 'en')).toBe('2030-02-17 (Reiwa 12-02-17)');
    expect(dayText('1947-05-00', 'ja')).toBe('1947-05（昭和22年5月）');
    expect(dayText('0000-00-00', 'ja')).toBe('不詳');
  });

  it('is in Japan, wherever the browser is', () => {
    expect(dayOf('2026-11-29T15:00:00Z')).toBe('2026-11-30');
    expect(momentText('2026-11-29T14:59:59Z')).toBe('2026-11-29 23:59');
    expect(momentText('2026-11-29T15:00:00Z')).toBe('2026-11-30 00:00');
    expect(weekdayText('2026-11-29', 'ja')).toBe('日曜日');
  });

  it('counts ages and days', () => {
    expect(ageOn('1980-02-17', '2026-02-16')).toBe(45);
    expect(ageOn('1980-02-17', '2026-02-17')).toBe(46);
    expect(ageOn('2000-02-29', '2026-02-28')).toBe(25);
    expect(ageOn('2000-02-29', '2026-03-01')).toBe(26);
    expect(ageOn('1947-00-00', '2026-03-01')).toBeNull();
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
    expect(isDay({ year: 2024, month: 2, day: 29 })).toBe(true);
    expect(isoOf({ year: 980, month: 1, day: 2 })).toBe('0980-01-02');
    expect(ERAS.map((era) => era.letter).join('')).toBe('RHSTM');
  });
});
