import { describe, expect, it } from 'vitest';
import { act, type Surroundings } from '$/api/act';
import { failureOf } from '$/api/caller';
import { problemOf } from '$/api/problem';

type Reply = Response | 'cut';

/** A server that answers in this order, and what it was sent. */
function server(...replies: Reply[]) {
  const keys: string[] = [];
  const seen: (string | null)[] = [];
  const waits: number[] = [];
  const around: Surroundings = {
    send: async (_, request) => {
      keys.push(new Headers(request.headers).get('Idempotency-Key')!);
      seen.push(new Headers(request.headers).get('If-Match'));
      const reply = replies.shift();
      if (reply === undefined || reply === 'cut') throw new TypeError('network');
      return reply;
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    key: () => 'key-1',
  };
  return { around, keys, waits, seen };
}

const ok = (body: unknown) => Response.json(body, { status: 201 });
const problem = (status: number, code: string, headers: HeadersInit = {}) =>
  Response.json({ status, code, detail: 'No.', detailJa: 'だめです。' }, { status, headers });

describe('an act', () => {
  it('says on which version of the card it was decided, every time', async () => {
    const { around, seen } = server('cut', ok({}));
    await act('/a', {}, around, '8-4711');
    expect(seen).toEqual(['"8-4711"', '"8-4711"']);
    const other = server(ok({}));
    await act('/a', {}, other.around);
    expect(other.seen).toEqual([null]);
  });

  it('that was overtaken was not done, and what was is told', async () => {
    const changes = [{ entry: 4712, at: '2026-11-29T10:11:12Z', act: 'card-suspended', actor: { kind: 'staff' }, facts: {} }];
    const { around, keys } = server(Response.json({ code: 'CARD_CHANGED', detail: 'No.', detailJa: 'だめです。', changes }, { status: 412 }));
    expect(await act('/a', {}, around, '8-4711')).toMatchObject({ kind: 'refused', problem: { status: 412, changes } });
    expect(keys).toHaveLength(1);
  });

  it('that is answered was done', async () => {
    const { around, keys } = server(ok({ card: 'c' }));
    expect(await act('/a', {}, around)).toEqual({ kind: 'done', answer: { card: 'c' }, afterBreak: false });
    expect(keys).toEqual(['key-1']);
  });

  it('that is refused was not, and is not sent again', async () => {
    const { around, keys } = server(problem(409, 'CARD_ENDED'));
    const outcome = await act('/a', {}, around);
    expect(outcome).toMatchObject({ kind: 'refused', afterBreak: false, problem: { code: 'CARD_ENDED' } });
    expect(keys).toHaveLength(1);
  });

  it('whose line was cut is asked for again under the same key, and was done', async () => {
    const { around, keys, waits } = server('cut', ok({ card: 'c' }));
    expect(await act('/a', {}, around)).toMatchObject({ kind: 'done', afterBreak: true });
    expect(keys).toEqual(['key-1', 'key-1']);
    expect(waits).toEqual([1000]);
  });

  it('whose line was cut and that is refused then was not done', async () => {
    const { around } = server('cut', problem(409, 'CARD_ENDED'));
    expect(await act('/a', {}, around)).toMatchObject({ kind: 'refused', afterBreak: true });
  });

  it('whose answer breaks off in the middle is asked for again', async () => {
    const broken = new Response('{"card":', { status: 201 });
    const { around } = server(broken, ok({ card: 'c' }));
    expect(await act('/a', {}, around)).toMatchObject({ kind: 'done', afterBreak: true });
  });

  it.each([[500, 'INTERNAL_ERROR'], [502, 'HTTP'], [503, 'SERVICE_UNAVAILABLE'], [504, 'HTTP']])(
    'that %i leaves open is asked for again',
    async (status, code) => {
      const { around, keys } = server(problem(status, code), ok({}));
      expect((await act('/a', {}, around)).kind).toBe('done');
      expect(keys).toEqual(['key-1', 'key-1']);
    },
  );

  it.each(['RECOVERY_NEEDED', 'ISSUING_CLOSED'])('that %s refuses is not sent again', async (code) => {
    const { around, keys } = server(problem(503, code));
    expect((await act('/a', {}, around)).kind).toBe('refused');
    expect(keys).toHaveLength(1);
  });

  it('that is never answered is unknown, until it is asked for again under the same key', async () => {
    const { around, keys } = server('cut', 'cut', 'cut', 'cut', ok({ card: 'c' }));
    const outcome = await act('/a', {}, around);
    expect(outcome.kind).toBe('unknown');
    expect(keys).toHaveLength(3);
    const asked = outcome.kind === 'unknown' ? await outcome.ask() : outcome;
    expect(asked).toEqual({ kind: 'done', answer: { card: 'c' }, afterBreak: true });
    expect(new Set(keys)).toEqual(new Set(['key-1']));
  });
});

describe('a refusal', () => {
  it('has both languages and the time to wait', async () => {
    expect(await problemOf(problem(429, 'SUSPENSIONS_TOO_FAST', { 'Retry-After': '7' }))).toEqual({
      status: 429,
      code: 'SUSPENSIONS_TOO_FAST',
      detail: 'No.',
      detailJa: 'だめです。',
      retryAfter: 7,
    });
  });

  it('of something in between is told by its status', async () => {
    const told = await problemOf(new Response('<html>', { status: 502 }));
    expect(told).toMatchObject({ status: 502, code: 'HTTP_502' });
    expect(told.detailJa).toContain('502');
  });
});

describe('who is not let in', () => {
  it.each([
    [403, 'CERTIFICATE_NEEDED', 'no-certificate'],
    [403, 'STAFF_UNKNOWN', 'not-staff'],
    [401, 'HTTP_401', 'not-staff'],
    [503, 'SERVICE_UNAVAILABLE', 'unavailable'],
    [404, 'ADDRESS_UNKNOWN', 'unavailable'],
  ] as const)('by %i %s is told so: %s', (status, code, failure) => expect(failureOf(status, code)).toBe(failure));
});
