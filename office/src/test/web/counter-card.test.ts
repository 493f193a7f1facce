import { describe, expect, it } from 'vitest';
import type { Certificate, Entry, Option } from '$/counter/api';
import { isReading, personBody } from '$/counter/find/person';
import { factsOf, isLook, titleOf } from '$/counter/card/history';
import { lines, pastHolds, type LineWords } from '$/counter/card/lines';
import { barredActs, idOf, keysOf, openActs } from '$/counter/card/options';
import { t } from '$/counter/text';
import { postingOf, type Brought } from '$/counter/visit/bodies';
import { groupsFor } from '$/counter/visit/people';
import { missingStep } from '$/counter/visit/steps';

const option = (act: string, more: Partial<Option> = {}): Option => ({ act, certificates: [], allowed: true, needs: {}, effects: [], ...more });

describe('options', () => {
  const both = option('renewal', { ground: 'ending', certificates: ['signature', 'user-identification'], needs: { keys: ['user-identification', 'signature'] } });
  const late = { allowed: false, code: 'RENEWAL_WINDOW_NOT_OPEN', detail: 'from 2033', detailJa: '2033から', from: '2033-11-18' };

  it('what can be done is grouped in the order of the API, without what would change nothing', () => {
    const groups = openActs([both, option('suspension', { alreadySo: true }), option('pin', { ground: 'reset' }), option('renewal', { ground: 'departure' })]);
    expect(groups.map((group) => [group.act, group.options.length])).toEqual([['renewal', 2], ['pin', 1]]);
  });

  it('each reason why not stands once, with its day', () => {
    const [barred] = barredActs([option('renewal', { ...late, ground: 'ending' }), option('renewal', { ...late, certificates: ['signature'] }), option('renewal', { allowed: false, code: 'OTHER', detail: 'x' })]);
    expect(barred!.reasons.map((reason) => [reason.code, reason.from, reason.options.length])).toEqual([['RENEWAL_WINDOW_NOT_OPEN', '2033-11-18', 2], ['OTHER', undefined, 1]]);
  });

  it('options are told apart, and keys are asked for once', () => {
    expect(idOf(both)).not.toBe(idOf({ ...both, certificates: ['signature'] }));
    expect(keysOf([both, both])).toEqual(['signature', 'user-identification']);
  });
});

describe('the time line', () => {
  const words: LineWords = { card: () => 'card', kind: (kind) => kind, stretch: (piece, from, to) => `${piece} ${from} ${to}`, mark: (entry) => entry.act };
  const entry = (act: string, at: string): Entry => ({ act, at, actor: { kind: 'staff' } });
  const certificate = (more: Partial<Certificate>): Certificate => ({
    authority: 'signature', generation: 1, serial: 'a', state: 'good', notBefore: '2024-06-03T01:00:00Z', notAfter: '2029-02-17T14:59:59Z', chainNumber: 1, ...more,
  });
  const card = { card: 'c', issuedOn: '2024-06-03', expiresOn: '2034-02-17', state: 'valid' as const };
  const stretches = (drawn: ReturnType<typeof lines>, id: string) => drawn.bars.find((bar) => bar.id === id)!.stretches.map((each) => each.text);

  it('a hold that was lifted is cut out of card and certificate', () => {
    const entries = [entry('card-suspended', '2025-08-11T21:02:00Z'), entry('suspension-lifted', '2025-09-02T02:31:00Z')];
    expect(pastHolds(entries, 'c')).toEqual([{ card: 'c', from: '2025-08-12', to: '2025-09-02' }]);
    const drawn = lines({ cards: [card], entries, words }, [certificate({})], '2026-11-29');
    expect(stretches(drawn, 'c')).toEqual(['valid 2024-06-03 2025-08-12', 'suspended 2025-08-12 2025-09-02', 'valid 2025-09-02 2034-02-17']);
    expect(stretches(drawn, 'signature')).toEqual(['valid 2024-06-03 2025-08-12', 'suspended 2025-08-12 2025-09-02', 'valid 2025-09-02 2029-02-17']);
    expect(drawn.marks).toHaveLength(2);
  });

  it('what is suspended now is so until its end', () => {
    const drawn = lines({ cards: [{ ...card, state: 'suspended', stateSince: '2026-11-20T00:00:00Z' }], entries: [], words }, [certificate({ state: 'suspended' })], '2026-11-29');
    expect(stretches(drawn, 'c').at(-1)).toBe('suspended 2026-11-20 2034-02-17');
    expect(stretches(drawn, 'signature').at(-1)).toBe('suspended 2026-11-20 2029-02-17');
  });

  it('a certificate that was renewed ends where the next begins, on one bar', () => {
    const first = certificate({ state: 'revoked', revokedAt: '2025-01-05T00:00:00Z' });
    const second = certificate({ serial: 'b', chainNumber: 2, notBefore: '2025-01-05T00:00:01Z' });
    const drawn = lines({ cards: [card], entries: [], words }, [second, first], '2026-11-29');
    expect(stretches(drawn, 'signature')).toEqual(['valid 2024-06-03 2025-01-05', 'valid 2025-01-05 2029-02-17']);
  });

  it('a revoked one that nothing follows is shown as such to its end', () => {
    const drawn = lines({ cards: [card], entries: [], words }, [certificate({ state: 'revoked', revokedAt: '2025-01-05T00:00:00Z' })], '2026-11-29');
    expect(stretches(drawn, 'signature')).toEqual(['valid 2024-06-03 2025-01-05', 'revoked 2025-01-05 2029-02-17']);
    expect(drawn.from <= '2024-06-03' && drawn.to >= '2034-02-17').toBe(true);
  });
});

describe('history', () => {
  const actor = { kind: 'staff' };

  it('says what was done and why', () => {
    const entry: Entry = { at: '', act: 'certificate-revoked', actor, facts: { authority: 'signature', serial: 'ab', cause: 'holder-request', reason: 'cessationOfOperation', secondPerson: '田中' } };
    expect(titleOf(entry)).toBe('電子証明書を失効（署名用）');
    expect(factsOf(entry.facts, t().facts).map((fact) => `${fact.name} ${fact.text}`)).toEqual(['きっかけ 本人の申請', '失効の理由 利用の終了', '承認した人 田中', 'シリアル番号 ab']);
  });

  it('tells a PIN’s act by what it was, and an unknown act by its id', () => {
    expect(titleOf({ at: '', act: 'pin-recorded', actor, facts: { pin: 'signature', what: 'reset' } })).toBe('暗証番号: 初期化（再設定）（署名用）');
    expect(titleOf({ at: '', act: 'new-act', actor })).toBe('new-act');
    expect(isLook({ at: '', act: 'holder-read', actor })).toBe(true);
  });
});

describe('a person', () => {
  it.each([['やまだ　はなこ', true], ['ﾔﾏﾀﾞ ﾊﾅｺ', true], ['山田　はなこ', false], ['NGUYEN', false]])('%s as reading: %s', (text, reading) => expect(isReading(text)).toBe(reading));

  it('a name stays as it was typed', () => {
    expect(personBody({ name: '髙橋　和子 ', birthDate: '1951-00-00', address: ' ' })).toEqual({ name: '髙橋　和子', birthDate: '1951-00-00' });
    expect(personBody({ name: 'やまだ', birthDate: '1980-02-17', municipality: '13221' })).toEqual({ nameKana: 'やまだ', birthDate: '1980-02-17', municipality: '13221' });
  });
});

describe('a visit', () => {
  const brought: Brought = { present: ['holder'], documents: ['passport'], ward: false, requests: { signature: { pem: 'PEM', name: '', kind: null } } };
  const identityCheck = { present: ['holder'], documents: ['passport'] };

  it.each([
    [option('renewal', { ground: 'ending', certificates: ['signature'] }), { ground: 'ending', requests: { signature: 'PEM' }, identityCheck }],
    [option('certificates', { certificates: ['signature'] }), { requests: { signature: 'PEM' }, identityCheck }],
    [option('lift'), { identityCheck }],
    [option('extension', { ground: 'stay-extended' }), { ground: 'stay-extended' }],
    [option('pin', { ground: 'reset', certificates: ['signature'] }), { pin: 'signature', what: 'reset', identityCheck }],
    [option('replacement', { ground: 'lost' }), { cause: 'lost', notification: 'K-1', feeYen: 1000, identityCheck }],
    [option('revocation', { ground: 'holder-request', certificates: ['signature'], serial: 'ab' }), { ground: 'holder-request', identityCheck }],
    [option('suspension'), { reporter: { relation: 'holder' } }],
  ])('%j', (one, body) => {
    expect(postingOf({ ...one, address: '/x' }, { notification: ' K-1 ', feeYen: 1000 }, brought, 'c')).toEqual({ address: '/x', body, isDirect: one.act !== 'suspension' });
  });

  it('what needs a second person is entered as an application, which names the certificate', () => {
    const one = option('revocation', { ground: 'holder-request', certificates: ['signature'], serial: 'ab', application: 'revocation', needs: { secondPerson: true } });
    expect(postingOf(one, {}, brought, 'c')).toEqual({
      address: '/applications',
      body: { kind: 'revocation', card: 'c', content: { authority: 'signature', serial: 'ab', ground: 'holder-request', identityCheck } },
      isDirect: false,
    });
  });

  it('who may come for all acts at once', () => {
    const one = option('a', { needs: { present: [['holder'], ['proxy']] } });
    const other = option('b', { needs: { present: [['holder'], ['holder', 'representative']] } });
    expect(groupsFor([one, other])).toEqual([['holder']]);
    expect(groupsFor([one, option('c')])).toEqual([['holder'], ['proxy']]);
    expect(groupsFor([option('c')]).length).toBeGreaterThan(1);
  });

  it('what is missing next', () => {
    const planned = [{ id: '', option: option('replacement', { needs: { notification: true } }), extras: {} }];
    const visit = { acts: planned, identifies: true, present: [], documents: [], missing: [] };
    expect(missingStep({ ...visit, acts: [] })).toBe('acts');
    expect(missingStep(visit)).toBe('present');
    expect(missingStep({ ...visit, present: ['holder'] })).toBe('documents');
    expect(missingStep({ ...visit, present: ['holder'], documents: ['passport'] })).toBe('notification');
    expect(missingStep({ ...visit, identifies: false, acts: [{ ...planned[0]!, extras: { notification: 'K' } }], missing: ['signature'] })).toBe('keys');
  });
});
