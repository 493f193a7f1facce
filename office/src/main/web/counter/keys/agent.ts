import { BROWSER, type Surroundings } from '$/api/act';
import type { Kind } from '../api';

/** Where the counter agent answers, unless it was told otherwise; the policy of the pages names the same port. */
export const AGENT_PORT = 8450;

/** Why the agent, or the card, did not do something. */
export interface AgentProblem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly detailJa: string;
  /** Another act that the card is being written for. */
  readonly order?: string;
}

export interface Reader {
  readonly reader: string;
  readonly name: string;
  readonly card: boolean;
}

/** One key of a card; hashes (SHA-256, in hexadecimal) are absent where there is nothing. */
export interface KeyState {
  readonly certificate: Kind;
  readonly triesLeft: number;
  readonly pinSet: boolean;
  readonly active?: string;
  readonly newKey?: string;
  readonly newCertificate?: string;
}

/** A card in a reader, as it says itself. */
export interface ReaderCard {
  readonly reader: string;
  readonly chip: string;
  readonly ended: boolean;
  readonly generation: number;
  readonly counter: number;
  readonly order?: string;
  readonly keys: readonly KeyState[];
}

/** What the card holds in the end: exactly what the authority is told. */
export interface ReadBack {
  readonly chip: string;
  readonly counter: number;
  readonly generation: number;
  readonly certificates: readonly { readonly authority: Kind; readonly sha256: string }[];
}

export interface Result {
  readonly requests?: Partial<Record<Kind, string>>;
  readonly readBack?: ReadBack;
}

export interface Job {
  readonly job: string;
  readonly do: string;
  readonly state: 'running' | 'awaiting-pin' | 'done' | 'failed';
  /** Where the holder enters a PIN: a page of the agent's own. */
  readonly pin?: { readonly certificates: readonly Kind[]; readonly page: string; readonly until: string };
  readonly result?: Result;
  readonly problem?: AgentProblem;
}

export type Task = { readonly do: string; readonly reader: string; readonly chip: string } & Record<string, unknown>;

export type Reply<T> =
  | { readonly kind: 'answer'; readonly answer: T }
  | { readonly kind: 'problem'; readonly problem: AgentProblem }
  /** Nothing answers at this place: the agent is not there, or the browser does not let the page ask it. */
  | { readonly kind: 'unreachable' };

const PATIENCE = 40_000;
const SILENCES = 3;

/** Speaks to the agent, and to nobody else. */
export class AgentClient {
  readonly #address: string;
  readonly #token: string;
  readonly #around: Surroundings;

  constructor(port: number, token: string, around: Surroundings = BROWSER) {
    this.#address = `http://127.0.0.1:${port}`;
    this.#token = token;
    this.#around = around;
  }

  greet(): Promise<Reply<{ readonly agent: string }>> {
    return this.#ask('GET', '/agent');
  }

  readers(): Promise<Reply<{ readonly readers: readonly Reader[] }>> {
    return this.#ask('GET', '/readers');
  }

  card(reader: string): Promise<Reply<ReaderCard>> {
    return this.#ask('GET', `/readers/${reader}/card`);
  }

  cancel(job: string): Promise<Reply<unknown>> {
    return this.#ask('DELETE', `/jobs/${job}`);
  }

  /** Whether an address that the agent told is its own. */
  isOwn(address: string): boolean {
    return address.startsWith(`${this.#address}/`);
  }

  /**
   * Has something done to a card, to its end. Under the same key it goes on from where the card stands.
   *
   * @param watch is told each state before the last
   */
  async run(key: string, task: Task, watch: (job: Job) => void): Promise<Reply<Result>> {
    const begun = await this.#ask<Job>('POST', '/jobs', task, key);
    if (begun.kind !== 'answer') return begun;
    let job = begun.answer;
    let silences = 0;
    while (job.state === 'running' || job.state === 'awaiting-pin') {
      watch(job);
      const next: Reply<Job> = await this.#ask<Job>('GET', `/jobs/${job.job}?wait=20&seen=${job.state}`);
      if (next.kind === 'problem') return next;
      if (next.kind === 'answer') {
        job = next.answer;
        silences = 0;
      } else if (++silences === SILENCES) {
        return next;
      } else {
        await this.#around.wait(500 * silences);
      }
    }
    return job.state === 'done'
      ? { kind: 'answer', answer: job.result ?? {} }
      : { kind: 'problem', problem: job.problem ?? problemIn(null, 500) };
  }

  async #ask<T>(method: string, path: string, body?: unknown, key?: string): Promise<Reply<T>> {
    try {
      const response = await this.#around.send(`${this.#address}/counter/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 204) return { kind: 'answer', answer: undefined as T };
      const told: unknown = await response.json().catch(() => null);
      return response.ok ? { kind: 'answer', answer: told as T } : { kind: 'problem', problem: problemIn(told, response.status) };
    } catch {
      return { kind: 'unreachable' };
    }
  }
}

/** A problem as it was told, or one with its status where none was. */
function problemIn(told: unknown, status: number): AgentProblem {
  const given = (told ?? {}) as Record<string, unknown>;
  const text = (name: string, otherwise: string) => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : otherwise);
  return {
    status,
    code: text('code', `HTTP_${status}`),
    detail: text('detail', `The counter agent answered with the status ${status}.`),
    detailJa: text('detailJa', `窓口プログラムが状態コード ${status} で応答しました。`),
    ...(typeof given['order'] === 'string' ? { order: given['order'] } : {}),
  };
}
