import { describe, expect, it } from 'vitest';
import { meant, wholeName, type Municipality } from '$/api/municipalities.svelte';

const one = (code: string, prefectureJa: string, nameJa: string, prefecture: string, name: string): Municipality => ({ code, prefectureJa, nameJa, prefecture, name });

const ALL = [
  one('13104', '東京都', '新宿区', 'Tokyo-to', 'Shinjuku-ku'),
  one('13206', '東京都', '府中市', 'Tokyo-to', 'Fuchu-shi'),
  one('34208', '広島県', '府中市', 'Hiroshima-ken', 'Fuchu-shi'),
];

describe('a municipality that was said', () => {
  it.each([
    ['13104', '13104'],
    [' １３１０４ ', '13104'],
    ['新宿区', '13104'],
    ['東京都 新宿区', '13104'],
    ['shinjuku-ku', '13104'],
    ['新宿', '13104'],
    ['東京都新宿', '13104'],
    ['東京都府中市', '13206'],
    ['Fuchu-shi, Hiroshima-ken', '34208'],
  ])('%s is %s', (text, code) => expect(meant(text, ALL)).toEqual({ kind: 'one', code }));

  it('that two have is not guessed', () => {
    expect(meant('府中市', ALL)).toEqual({ kind: 'several' });
    expect(meant('Fuchu-shi', ALL)).toEqual({ kind: 'several' });
    expect(meant('東京都', ALL)).toEqual({ kind: 'several' });
  });

  it.each(['新', '', '宿区', '1310'])('%j is none', (text) => expect(meant(text, ALL)).toEqual({ kind: 'none' }));

  it('has a whole name by which it is found again', () => {
    for (const each of ALL) {
      expect(meant(wholeName(each, 'ja'), ALL)).toEqual({ kind: 'one', code: each.code });
      expect(meant(wholeName(each, 'en'), ALL)).toEqual({ kind: 'one', code: each.code });
    }
  });
});
