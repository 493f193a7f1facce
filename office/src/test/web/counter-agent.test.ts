import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Surroundings } from '$/api/act';
import { AgentClient, type Job } from '$/counter/keys/agent';
import { CardAgent } from '$/counter/keys/agent.svelte';
import { hexSha256, octetsOf } from '$/counter/keys/issued';
import type { Issued } from '$/counter/keys/terminal';
import { certificate, request } from './counter-samples';

interface Sent {
  readonly method: string;
  readonly address: string;
  readonly key: string | undefined;
  readonly body: Record<string, unknown> | null;
}

type Answering = (sent: Sent) => unknown;

/** An agent that answers as it is told; what is no answer is a line that was cut, or a refusal. */
class Agent {
  readonly sent: Sent[] = [];
  readonly requests: RequestInit[] = [];

  constructor(private readonly answering: Answering) {}

  get around(): Surroundings {
    return {
      send: async (address, init) => {
        const headers = init.headers as Record<string, string>;
        const sent = {
          method: init.method ?? 'GET',
          address: address.replace('http://127.0.0.1:8450/counter/v1', ''),
          key: headers['Idempotency-Key'],
          body: init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : null,
        };
        this.sent.push(sent);
        this.requests.push(init);
        const answer = this.answering(sent);
        if (answer === CUT) throw new TypeError('cut');
        if (answer instanceof Refused) return Response.json(answer.body, { status: answer.body.status });
        return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
      },
      wait: async () => undefined,
      key: () => 'unused',
    };
  }

  get jobs(): Sent[] {
    return this.sent.filter((each) => each.address === '/jobs');
  }
}

class Refused {
  constructor(readonly body: { status: number; code: string; order?: string }) {}
}
const CUT = Symbol('cut');

const CARD = {
  reader: '3fa1c2d4',
  chip: '0123456789ABCDEF',
  ended: false,
  generation: 0,
  counter: 0,
  keys: [
    { certificate: 'signature', triesLeft: 5, pinSet: false },
    { certificate: 'user-identification', triesLeft: 3, pinSet: true },
  ],
};
const ORDER = '8b1f6a52-4d0e-4c7b-9f35-0a6f2f6f9f11';
const READERS = { readers: [{ reader: CARD.reader, name: 'Virtual PCD 00 00', card: true }] };

const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({ job: 'j-1', do: 'prepare', state, ...more });

/** What an agent with one card answers to all but jobs. */
const standing: Answering = ({ address }) =>
  address === '/agent' ? { agent: 'jitsuin-counter', api: 1 } : address === '/readers' ? READERS : address.endsWith('/card') ? CARD : undefined;

async function connected(answering: Answering): Promise<{ agent: Agent; desk: CardAgent }> {
  const agent = new Agent((sent) => (sent.address.startsWith('/jobs') ? answering(sent) : standing(sent)));
  const desk = new CardAgent((port, token) => new AgentClient(port, token, agent.around));
  expect(await desk.connect(' secret-token ')).toBe(true);
  return { agent, desk };
}

const issued: Issued = { authority: 'signature', generation: 1, serial: '01', certificate };

afterEach(() => vi.unstubAllGlobals());

describe('the agent', () => {
  it('is spoken to on this machine, with its token, and without what else the browser has', async () => {
    const { agent, desk } = await connected(() => CUT);
    expect(desk.card?.chip).toBe(CARD.chip);
    for (const request of agent.requests) {
      expect(request.credentials).toBe('omit');
      expect((request.headers as Record<string, string>)['Authorization']).toBe('Bearer secret-token');
    }
    expect(agent.sent.map((each) => each.address)).toEqual(['/agent', '/readers', '/readers/3fa1c2d4/card']);
  });

  it('that does not know the token is not connected, and says why', async () => {
    const agent = new Agent(() => new Refused({ status: 401, code: 'TOKEN_NEEDED' }));
    const desk = new CardAgent((port, token) => new AgentClient(port, token, agent.around));
    expect(await desk.connect('wrong')).toBe(false);
    expect(desk.failure).toMatchObject({ kind: 'problem', problem: { code: 'TOKEN_NEEDED' } });
  });

  it('that is not there is unreachable', async () => {
    const agent = new Agent(() => CUT);
    const desk = new CardAgent((port, token) => new AgentClient(port, token, agent.around));
    expect(await desk.connect('any')).toBe(false);
    expect(desk.failure).toEqual({ kind: 'unreachable' });
  });

  it('has the card make keys, whatever lines are cut while it works', async () => {
    const answers: unknown[] = [job('running'), CUT, CUT, job('running'), job('done', { result: { requests: { signature: request } } })];
    const { agent, desk } = await connected(() => answers.shift());
    const offers = await desk.makeKeys(['signature'], ORDER);
    expect(offers).toEqual([{ pem: request, name: '', kind: 'signature', chip: CARD.chip }]);
    expect(agent.jobs[0]?.body).toEqual({ do: 'prepare', order: ORDER, certificates: ['signature'], reader: CARD.reader, chip: CARD.chip });
    expect(desk.isBusy).toBe(false);
  });

  it('has it make the keys of the next card where that was chosen', async () => {
    const { agent, desk } = await connected(() => job('done', { result: { requests: { signature: request } } }));
    desk.scheme = 'p-384';
    await desk.makeKeys(['signature'], ORDER);
    expect(agent.jobs[0]?.body).toMatchObject({ do: 'prepare', scheme: 'p-384' });
  });

  it('goes on under the same key after a failure, and takes another one for what comes after it was done', async () => {
    const done = job('done', { result: { requests: { signature: request } } });
    const answers: unknown[] = [job('failed', { problem: { code: 'CARD_REMOVED', status: 409, detail: 'x', detailJa: 'x' } }), CUT, done, done];
    const { agent, desk } = await connected(() => answers.shift());
    expect(await desk.makeKeys(['signature'], ORDER)).toEqual([]);
    expect(desk.failure).toMatchObject({ problem: { code: 'CARD_REMOVED' } });
    expect(await desk.makeKeys(['signature'], ORDER)).toEqual([]);
    expect(desk.failure).toEqual({ kind: 'unreachable' });
    expect(await desk.makeKeys(['signature'], ORDER)).toHaveLength(1);
    expect(await desk.makeKeys(['signature'], ORDER)).toHaveLength(1);
    const keys = agent.jobs.map((each) => each.key);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[2]);
  });

  it('tells of another act on the card, which can be taken off it', async () => {
    const other = 'ffffffff-4d0e-4c7b-9f35-0a6f2f6f9f11';
    const { agent, desk } = await connected(({ body }) => (body?.['do'] === 'abandon' ? job('done') : new Refused({ status: 409, code: 'ORDER_OTHER', order: other })));
    expect(await desk.makeKeys(['signature'], ORDER)).toEqual([]);
    expect(desk.failure).toMatchObject({ problem: { code: 'ORDER_OTHER', order: other } });
    expect(await desk.abandon(other)).toBe(true);
    expect(agent.jobs.at(-1)?.body).toMatchObject({ do: 'abandon', order: other });
    expect(desk.failure).toBeNull();
  });

  it('shows the page for a PIN only where it is its own', async () => {
    const pages: (string | null)[] = [];
    for (const page of ['http://127.0.0.1:8450/pin/abc', 'https://evil.example/pin', 'http://127.0.0.1:8450.evil.example/']) {
      const answers: unknown[] = [job('awaiting-pin', { pin: { certificates: ['signature'], page, until: '2026-11-30T00:00:00Z' } })];
      const { desk } = await connected(({ method }) => {
        if (method === 'GET') pages.push(desk.pinPage);
        return answers.shift() ?? job('done');
      });
      await desk.setPin('signature');
    }
    expect(pages).toEqual(['http://127.0.0.1:8450/pin/abc', null, null]);
  });
});

describe('certificates on the card', () => {
  const stubAuthority = () => vi.stubGlobal('fetch', async (address: string) => (address === '/ca/signature-g1.cer' ? new Response(new Uint8Array([48, 3])) : new Response(null, { status: 404 })));
  const readBack = (sha256: string) => job('done', { result: { readBack: { chip: CARD.chip, counter: 7, generation: 1, certificates: [{ authority: 'signature', sha256 }] } } });

  it('are written with that of the authority, and read back', async () => {
    stubAuthority();
    const hash = await hexSha256(octetsOf(certificate));
    const { agent, desk } = await connected(() => readBack(hash.toUpperCase()));
    expect(await desk.write([issued], ORDER)).toBe(true);
    expect(desk.readBack?.counter).toBe(7);
    expect(agent.jobs[0]?.body).toMatchObject({ do: 'finish', order: ORDER, certificates: [{ authority: 'signature', certificate, issuer: 'MAM=' }] });
  });

  it('that are others than those issued are noticed', async () => {
    stubAuthority();
    const { desk } = await connected(() => readBack('00'.repeat(32)));
    expect(await desk.write([issued], ORDER)).toBe(false);
    expect(desk.failure).toEqual({ kind: 'differs' });
  });

  it('are not begun without that of the authority', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }));
    const { agent, desk } = await connected(() => CUT);
    expect(await desk.write([issued], ORDER)).toBe(false);
    expect(agent.jobs).toEqual([]);
  });
});

describe('the lock', () => {
  it('takes the card away and leaves the agent', async () => {
    const { desk } = await connected(() => CUT);
    desk.forget();
    expect(desk.card).toBeNull();
    expect(desk.isOn).toBe(true);
    await desk.look();
    expect(desk.card?.chip).toBe(CARD.chip);
  });
});
