import { KINDS, type Kind } from '../api';
import { AGENT_PORT, AgentClient, type AgentProblem, type Job, type ReadBack, type Reader, type ReaderCard, type Reply, type Result, type Task } from './agent';
import { hexSha256, issuerOf, octetsOf } from './issued';
import type { Offered } from './requests';
import type { CardTerminal, Issued } from './terminal';

/** Why nothing goes on: what the agent or the card said, or that nobody answers, or that the card holds something else. */
export type Failure = { readonly kind: 'problem'; readonly problem: AgentProblem } | { readonly kind: 'unreachable' } | { readonly kind: 'differs' };

/** RSA-2048 is for the card of today, P-384 for the next one. */
export type Scheme = 'rsa-2048' | 'p-384';

/**
 * The agent of this desk as the pages see it. Its token stays in the memory of the page, and nowhere else: it outlives the lock,
 * and not a new loading. What is known of a card goes with the lock.
 */
export class CardAgent implements CardTerminal {
  isOn = $state(false);
  isBusy = $state(false);
  readers = $state.raw<readonly Reader[]>([]);
  card = $state.raw<ReaderCard | null>(null);
  /** What is being done, until it is. */
  job = $state.raw<Job | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the card said that it holds, after it was written. */
  readBack = $state.raw<ReadBack | null>(null);
  /** What keys cards make: the authority certifies both kinds. */
  scheme = $state<Scheme>('rsa-2048');
  readonly withCards = $derived(this.readers.filter((each) => each.card));

  #client: AgentClient | null = null;
  #chosen: string | null = null;
  /** The keys of what was begun and not done yet: sent again under them it goes on. */
  readonly #begun = new Map<string, string>();

  constructor(private readonly make: (port: number, token: string) => AgentClient = (port, token) => new AgentClient(port, token)) {}

  /** Takes the token that the agent showed; whether the agent knows it. */
  async connect(token: string, port: number = AGENT_PORT): Promise<boolean> {
    const client = this.make(port, token.trim());
    const reply = await client.greet();
    this.failure = reply.kind === 'answer' ? null : reply;
    this.isOn = reply.kind === 'answer';
    this.#client = this.isOn ? client : null;
    if (this.isOn) await this.look();
    return this.isOn;
  }

  disconnect(): void {
    this.#client = null;
    this.isOn = false;
    this.forget();
  }

  /** Forgets the card that was there; the agent stays. */
  forget(): void {
    this.readers = [];
    this.card = null;
    this.job = null;
    this.failure = null;
    this.readBack = null;
    this.#chosen = null;
  }

  /** Looks which readers have cards; where only one does, or the chosen one, at the card. */
  async look(): Promise<void> {
    const client = this.#client;
    if (!client || this.isBusy) return;
    const reply = await client.readers();
    if (client !== this.#client || this.isBusy) return;
    if (reply.kind !== 'answer') {
      this.failure = reply;
      this.readers = [];
      this.card = null;
      return;
    }
    if (this.readers.length === 0 && this.failure?.kind === 'unreachable') this.failure = null;
    this.readers = reply.answer.readers;
    const wanted = this.withCards.find((each) => each.reader === this.#chosen) ?? (this.withCards.length === 1 ? this.withCards[0] : undefined);
    if (!wanted) this.card = null;
    else if (wanted.reader !== this.card?.reader) await this.choose(wanted.reader);
  }

  /** Opens the card in a reader. */
  async choose(reader: string): Promise<void> {
    this.#chosen = reader;
    const reply = await this.#client?.card(reader);
    if (!reply || this.#chosen !== reader) return;
    this.card = reply.kind === 'answer' ? reply.answer : null;
    this.failure = reply.kind === 'answer' ? null : reply;
  }

  async makeKeys(kinds: readonly Kind[], order: string): Promise<readonly Offered[]> {
    const made = await this.#do({ do: 'prepare', order, certificates: KINDS.filter((kind) => kinds.includes(kind)), ...(this.scheme === 'rsa-2048' ? {} : { scheme: this.scheme }) });
    const requests = made?.requests ?? {};
    const chip = this.card?.chip ?? '';
    return kinds.flatMap((kind) => (requests[kind] ? [{ pem: requests[kind], name: '', kind, chip }] : []));
  }

  async write(certificates: readonly Issued[], order: string): Promise<boolean> {
    const written = [];
    for (const one of certificates) {
      const issuer = await issuerOf(one);
      if (!issuer) {
        this.failure = { kind: 'unreachable' };
        return false;
      }
      written.push({ authority: one.authority, certificate: one.certificate, issuer });
    }
    const done = await this.#do({ do: 'finish', order, certificates: written });
    if (!done?.readBack) return false;
    if (!(await holds(done.readBack, certificates))) {
      this.failure = { kind: 'differs' };
      return false;
    }
    this.readBack = done.readBack;
    return true;
  }

  /** Has the holder enter a new PIN at the agent. */
  async setPin(kind: Kind): Promise<boolean> {
    return (await this.#do({ do: 'set-pin', certificate: kind })) !== null;
  }

  /** Gives a locked PIN its tries back. */
  async unlock(kind: Kind): Promise<boolean> {
    return (await this.#do({ do: 'unlock', certificate: kind })) !== null;
  }

  /** Takes an act that was never finished off the card. */
  async abandon(order: string): Promise<boolean> {
    return (await this.#do({ do: 'abandon', order })) !== null;
  }

  /** Ends waiting for the holder. */
  async cancel(): Promise<void> {
    if (this.job) await this.#client?.cancel(this.job.job);
  }

  /** Where the holder enters the PIN, if that is a page of the agent. */
  get pinPage(): string | null {
    const page = this.job?.pin?.page;
    return page && this.#client?.isOwn(page) ? page : null;
  }

  async #do(what: { readonly do: string } & Record<string, unknown>): Promise<Result | null> {
    const client = this.#client;
    const { card } = this;
    if (!client || !card || this.isBusy) return null;
    this.isBusy = true;
    this.failure = null;
    const task: Task = { ...what, reader: card.reader, chip: card.chip };
    const name = JSON.stringify(task);
    const key = this.#begun.get(name) ?? crypto.randomUUID();
    this.#begun.set(name, key);
    const reply: Reply<Result> = await client.run(key, task, (job) => (this.job = job));
    this.job = null;
    this.isBusy = false;
    if (reply.kind !== 'answer') {
      this.failure = reply;
      return null;
    }
    this.#begun.delete(name);
    await this.choose(card.reader);
    return reply.answer;
  }
}

/** Whether a card holds exactly what was issued. */
async function holds(readBack: ReadBack, certificates: readonly Issued[]): Promise<boolean> {
  for (const one of certificates) {
    const hash = await hexSha256(octetsOf(one.certificate));
    if (!readBack.certificates.some((each) => each.authority === one.authority && each.sha256.toLowerCase() === hash)) return false;
  }
  return certificates.length > 0;
}

/** The agent of this desk. */
export const agent = new CardAgent();
