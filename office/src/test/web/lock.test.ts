import { describe, expect, it } from 'vitest';
import { HIDDEN, IDLE, lockAt } from '$/shell/lock';

describe('the lock', () => {
  const at = (idle: number, hidden: number | null = null) =>
    lockAt(10_000_000, { active: 10_000_000 - idle, hiddenSince: hidden === null ? null : 10_000_000 - hidden });

  it('stays open while somebody works', () => expect(at(0)).toEqual({ kind: 'open' }));

  it('warns half a minute before', () => {
    expect(at(IDLE - 30_001)).toEqual({ kind: 'open' });
    expect(at(IDLE - 30_000)).toEqual({ kind: 'soon', seconds: 30 });
    expect(at(IDLE - 1)).toEqual({ kind: 'soon', seconds: 1 });
  });

  it('locks after five minutes, also when the machine slept', () => {
    expect(at(IDLE)).toEqual({ kind: 'locked', reason: 'byTime' });
    expect(at(IDLE * 100)).toEqual({ kind: 'locked', reason: 'byTime' });
    expect(IDLE).toBe(300_000);
  });

  it('locks after a minute out of sight', () => {
    expect(at(0, HIDDEN - 1)).toEqual({ kind: 'open' });
    expect(at(0, HIDDEN)).toEqual({ kind: 'locked', reason: 'hidden' });
  });
});
