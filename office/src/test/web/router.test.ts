import { describe, expect, it } from 'vitest';
import { address, matched } from '$/router/address';

describe('addresses', () => {
  it('hold ids', () => {
    expect(address('cards/:card', { card: '3f2a-1' })).toBe('cards/3f2a-1');
    expect(address('log', {}, { from: '2026-11-29', kind: '' })).toBe('log?from=2026-11-29');
  });

  it.each(['山田', 'R 0001', '', 'a/b', '..%2f', 'x'.repeat(121)])('hold nothing else: %j', (value) => {
    expect(() => address('cards/:card', { card: value })).toThrow('no id');
    if (value !== '') expect(() => address('cards', {}, { name: value })).toThrow('no id');
  });

  it('do not repeat what they refuse', () => {
    expect(() => address('cards/:card', { card: '山田　花子' })).toThrow(/^card is no id and does not go into an address$/);
  });

  it('are read by their pattern', () => {
    expect(matched('cards/:card', 'cards/3f2a')).toEqual({ card: '3f2a' });
    expect(matched('cards/:card/visit', 'cards/3f2a/visit/')).toEqual({ card: '3f2a' });
    expect(matched('', '')).toEqual({});
    expect(matched('cards/:card', 'cards/')).toBeNull();
    expect(matched('cards/:card', 'cards/%E5%B1%B1')).toBeNull();
    expect(matched('a.b', 'axb')).toBeNull();
  });
});
