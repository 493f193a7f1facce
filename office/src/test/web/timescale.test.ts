import { describe, expect, it } from 'vitest';
import { placeOf, ticks } from '$/ui/timescale';

describe('the time line', () => {
  const scale = { from: '2026-01-01', to: '2036-01-01', width: 1000 };

  it('has a day where it belongs, and none beyond its ends', () => {
    expect(placeOf('2026-01-01', scale)).toBe(0);
    expect(placeOf('2036-01-01', scale)).toBe(1000);
    expect(placeOf('2031-01-01', scale)).toBeCloseTo(500, 0);
    expect(placeOf('1990-01-01', scale)).toBe(0);
    expect(placeOf('2099-01-01', scale)).toBe(1000);
  });

  it('tells each year in both calendars where there is room', () => {
    const all = ticks(scale);
    expect(all).toHaveLength(9);
    expect(all[0]).toMatchObject({ year: 2027, era: 'R9' });
  });

  it('tells fewer years where there is none', () => {
    expect(ticks({ ...scale, width: 200 }).map((tick) => tick.year)).toEqual([2030, 2035]);
    expect(ticks({ from: '2019-01-01', to: '2019-12-31', width: 400 })).toEqual([]);
  });
});
