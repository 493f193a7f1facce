import { describe, expect, it } from 'vitest';
import { isReading, NOTHING_SAID, readOut, searchBody, spoken, suspensionBody, type Said } from '$/lossline/call';

const said = (more: Partial<Said>): Said => ({ ...NOTHING_SAID, birthDate: '1980-02-17', ...more });

describe('a call', () => {
  it.each([
    ['やまだ はなこ', { nameKana: 'やまだ はなこ' }],
    ['ヤマダ　ハナコ', { nameKana: 'ヤマダ　ハナコ' }],
    ['山田　花子', { name: '山田　花子' }],
    ['SMITH JOHN', { name: 'SMITH JOHN' }],
  ])('%s is searched for as what it is', (name, body) => {
    expect(searchBody(said({ name }))).toEqual({ ...body, birthDate: '1980-02-17' });
    expect(isReading(name)).toBe('nameKana' in body);
  });

  it('narrows by address and by a code of five digits, in full width too', () => {
    expect(searchBody(said({ name: '山田', address: ' 東京都 ', municipality: '１３２２１' }))).toEqual({ name: '山田', birthDate: '1980-02-17', address: '東京都', municipality: '13221' });
    expect(searchBody(said({ name: '山田', municipality: '清瀬市' }))).not.toHaveProperty('municipality');
  });

  it('tells of the caller what was said, and nothing else', () => {
    expect(suspensionBody(said({ name: '山田' }))).toEqual({ reporter: { relation: 'holder' } });
    expect(suspensionBody(said({ relation: 'family', reporter: ' 山田　太郎', contact: '090' }))).toEqual({ reporter: { relation: 'family', name: '山田　太郎', contact: '090' } });
  });

  it('a number is read out in groups and digit by digit', () => {
    expect(readOut(4711)).toBe('4711');
    expect(readOut(1234567)).toBe('123 4567');
    expect(spoken(407, ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'])).toBe('four zero seven');
  });
});
