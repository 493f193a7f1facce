import { describe, expect, it } from 'vitest';
import { pemsOf } from '$/operations/pem';
import { proposalOf, type Form } from '$/operations/proposal';
import { duration, whole, worst, type Part, type Status } from '$/operations/status';

const good: Part = { condition: 'good', why: [], whyJa: [] };

function status(changed: Partial<Status> = {}): Status {
  return {
    at: '2026-11-29T10:00:00Z',
    node: 'server-1',
    clock: { ...good, authorities: '', machine: '', moved: false },
    database: good,
    services: [{ ...good, service: 'ca-core' }],
    token: { ...good, waiting: 0 },
    log: { ...good, witnesses: [] },
    generations: { ...good, generations: [] },
    crls: { ...good, authorities: [] },
    ocsp: good,
    work: { ...good, rounds: [] },
    certificates: { ...good, ends: [] },
    waiting: { ...good, holds: 0, heldEvents: 0, budgetsUsedUp: 0, retentionBehindSeconds: 0 },
    ...changed,
  };
}

describe('the wall', () => {
  it('is good where everything is, and as bad as the worst of it', () => {
    expect(whole(status())).toBe('good');
    expect(whole(status({ token: { condition: 'failing', why: ['x'], whyJa: ['x'], waiting: 0 }, ocsp: { condition: 'unknown', why: [], whyJa: [] } }))).toBe('failing');
    expect(whole(status({ services: [{ condition: 'attention', why: ['x'], whyJa: ['x'], service: 'ca-core' }] }))).toBe('attention');
    expect(worst(['good', 'unknown', 'good'])).toBe('unknown');
  });

  it.each([
    [0, [[0, 's']]],
    [-5, [[0, 's']]],
    [59.9, [[59, 's']]],
    [60, [[1, 'min']]],
    [3_661, [[1, 'h'], [1, 'min']]],
    [90_061, [[1, 'd'], [1, 'h']]],
    [86_460, [[1, 'd']]],
  ])('tells %d seconds in its two largest units', (seconds, parts) => expect(duration(seconds)).toEqual(parts));
});

describe('PEM', () => {
  const one = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';

  it('is found wherever it stands, each by itself', () => {
    expect(pemsOf(`subject=x\n${one}\n\n${one}`, 'CERTIFICATE')).toEqual([`${one}\n`, `${one}\n`]);
    expect(pemsOf('nothing', 'CERTIFICATE')).toEqual([]);
    expect(pemsOf(one, 'CERTIFICATE REQUEST')).toEqual([]);
  });
});

describe('a proposal about staff', () => {
  const request = '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----';
  const form: Form = {
    kind: 'register', person: ' p-1 ', name: '佐藤', role: 'office-clerk', municipality: '13221', window: 'w', request, reason: '',
  };

  it('has what its kind needs, and nothing else', () => {
    expect(proposalOf(form)).toEqual({
      kind: 'register', person: 'p-1', name: '佐藤', role: 'office-clerk', municipality: '13221', window: 'w', request: `${request}\n`,
    });
    expect(proposalOf({ ...form, role: 'auditor' })).not.toHaveProperty('municipality');
    expect(proposalOf({ ...form, kind: 'renew' })).toEqual({ kind: 'renew', person: 'p-1', request: `${request}\n` });
    expect(proposalOf({ ...form, kind: 'withdraw', reason: 'left' })).toEqual({ kind: 'withdraw', person: 'p-1', reason: 'left' });
  });

  it('is none where something is missing', () => {
    const missing: Partial<Form>[] = [
      { person: ' ' }, { name: '' }, { municipality: '1' }, { window: '' }, { request: '' }, { kind: 'withdraw' }, { kind: 'replace', request: 'x' },
    ];
    for (const changed of missing) expect(proposalOf({ ...form, ...changed }), JSON.stringify(changed)).toBeNull();
  });
});
