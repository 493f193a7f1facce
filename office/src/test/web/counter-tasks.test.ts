import { describe, expect, it } from 'vitest';
import { contentLines, missingKeys } from '$/counter/tasks/content';
import { holderBody, isWhole, NOBODY } from '$/counter/tasks/holder';
import { doneOf, jobBody, sealOf, selectionText, type Typed } from '$/counter/tasks/jobs';
import type { Job } from '$/counter/tasks/types';
import { countLines, from, Lines, sendBatch, type Result } from '$/register/batch';

describe('an application', () => {
  it('is told line by line, without its requests', () => {
    const content = { ground: 'holder-request', withoutPins: false, requests: { signature: '-----BEGIN' }, identityCheck: { present: ['holder'], documents: ['passport', 'pension-book'] } };
    expect(contentLines(content)).toEqual([
      { path: ['ground'], value: 'holder-request' },
      { path: ['withoutPins'], value: false },
      { path: ['requests', 'signature'], value: true },
      { path: ['identityCheck', 'present'], value: 'holder' },
      { path: ['identityCheck', 'documents'], value: 'passport\npension-book' },
    ]);
    expect(missingKeys('renewal', { ground: 'ending' })).toBe(true);
    expect(missingKeys('renewal', content)).toBe(false);
    expect(missingKeys('lift', {})).toBe(false);
  });
});

describe('a job', () => {
  const typed: Typed = { of: 'municipality', municipality: '13221', authority: 'signature', serials: '', from: '2026-11-22T09:00', until: '2026-11-22T10:00:30', ground: 'erroneous-issue', reason: ' 印字の誤り ', perSecond: '５０' };

  it('of a municipality, with times of Japan in whole seconds', () => {
    expect(jobBody(typed)).toEqual({
      selection: { municipality: '13221', issuedFrom: '2026-11-22T00:00:00Z', issuedUntil: '2026-11-22T01:00:30Z' },
      ground: 'erroneous-issue', reason: '印字の誤り', perSecond: 50,
    });
  });

  it('of serial numbers, as they are written', () => {
    expect(jobBody({ ...typed, of: 'serials', serials: '3F:00\n４a00, 5b00' })?.['selection']).toEqual({ authority: 'signature', serials: ['3f00', '4a00', '5b00'] });
  });

  it.each([{ reason: ' ' }, { ground: '' }, { perSecond: 'x' }, { of: 'serials' as const }])('is not proposed without %j', (missing) => expect(jobBody({ ...typed, ...missing })).toBeNull());

  it('tells how far it is', () => {
    const job = { state: 'running', total: 10, revoked: 3, already: 2 } as Job;
    expect(doneOf(job)).toBe(5);
    expect(doneOf({ ...job, state: 'finished' })).toBe(10);
    expect(selectionText({ authority: 'signature', serials: ['a', 'b'] })).toBe('署名用 2 件');
    expect(selectionText({ municipality: '13221', issuedFrom: '2026-11-22T00:00:00Z' })).toBe('13221 2026-11-22 09:00 –');
  });

  it('tells of a sealed list how many are on it, and what it is sealed with', () => {
    const selection = { authority: 'signature', listEntries: 760000, listSha256: '3f52' };
    expect(selectionText(selection)).toBe('署名用 760000 件');
    expect(sealOf(selection)).toBe('3f52');
    expect(sealOf({ municipality: '13221' })).toBe('');
  });
});

describe('a registration', () => {
  const typed = { ...NOBODY, registerId: 'R-1', name: '山田　花子 ', address: '東京都', sex: 'female', birthDate: '1980-02-17' };

  it('holds what was typed, and no more', () => {
    expect(isWhole(typed)).toBe(true);
    expect(isWhole({ ...typed, sex: '' })).toBe(false);
    expect(holderBody(typed, '13221', { present: ['holder'], documents: ['passport'] })).toEqual({
      municipality: '13221',
      holder: { registerId: 'R-1', name: '山田　花子', address: '東京都', sex: 'female', birthDate: '1980-02-17' },
      identityCheck: { present: ['holder'], documents: ['passport'] },
    });
  });

  it('of a foreign resident says how long they stay', () => {
    expect(holderBody({ ...typed, stay: 'other', until: '2027-03-31', nameRomaji: 'HANAKO' }, '13221', { present: [], documents: [] })['holder']).toMatchObject({
      stay: { status: 'other', until: '2027-03-31' }, nameRomaji: 'HANAKO',
    });
  });
});

describe('a batch', () => {
  const answer = (pieces: readonly (string | Error)[], status = 200) => {
    const octets = new TextEncoder();
    let place = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces[place++];
        if (piece === undefined) controller.close();
        else if (piece instanceof Error) controller.error(piece);
        else controller.enqueue(octets.encode(piece));
      },
    });
    return new Response(body, { status });
  };

  async function run(pieces: readonly (string | Error)[], begin = 1) {
    const results: Result[] = [];
    const sent: { address: string; body: unknown }[] = [];
    const ended = await sendBatch({
      text: 'a\nb\nc\n', key: 'k', from: begin, all: 3, onresult: (result) => results.push(result),
      send: (address, request) => {
        sent.push({ address: String(address), body: request?.body });
        return Promise.resolve(answer(pieces));
      },
    });
    return { ended, lines: results.map((result) => result.line), sent };
  }

  const line = (number: number, status = 'done') => `{"line":${number},"status":"${status}"}\n`;

  it('tells each result, whatever pieces they come in', async () => {
    const all = line(1) + line(2, 'refused') + line(3);
    const { ended, lines, sent } = await run([all.slice(0, 30), all.slice(30, 31), all.slice(31)]);
    expect(ended.kind).toBe('complete');
    expect(lines).toEqual([1, 2, 3]);
    expect(sent[0]!.address).toBe('/api/v1/resident-events?from=1');
  });

  it('that is cut goes on behind the last result', async () => {
    expect((await run([line(1), new Error('cut')])).ended.kind).toBe('cut');
    expect((await run([line(1)])).ended.kind).toBe('cut');
    const { sent, ended } = await run([line(2), line(3)], 2);
    expect(sent[0]).toEqual({ address: '/api/v1/resident-events?from=2', body: 'b\nc\n' });
    expect(ended.kind).toBe('complete');
  });

  it('that the server stops says before which line', async () => {
    const { ended, lines } = await run([line(1), '{"line":2,"status":"stopped","code":"SERVICE_UNAVAILABLE"}\n']);
    expect(ended).toMatchObject({ kind: 'stopped', result: { line: 2 } });
    expect(lines).toEqual([1]);
  });

  it('counts lines as the server does', () => {
    expect([countLines(''), countLines('a'), countLines('a\n'), countLines('a\n\nb\n')]).toEqual([0, 1, 1, 3]);
    expect(from('a\nb\nc\n', 3)).toBe('c\n');
    expect(new Lines().push('a')).toEqual([]);
  });
});
