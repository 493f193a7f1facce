import { problemOf, type Problem } from './problem';

/** What is known of an act: it was done, or it was not, or one has to ask again. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly answer: T; readonly afterBreak: boolean }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly afterBreak: boolean }
  /** No answer came: asking again, under the same key, says which and does nothing twice. */
  | { readonly kind: 'unknown'; readonly ask: () => Promise<Outcome<T>> };

/** What an act needs of its surroundings; others in tests. */
export interface Surroundings {
  readonly send: (address: string, request: RequestInit) => Promise<Response>;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly key: () => string;
}

export const BROWSER: Surroundings = {
  send: (address, request) => fetch(address, request),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  key: () => crypto.randomUUID(),
};

const TRIES = 3;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;
const PATIENCE = 30_000;

/** The answers after which it is not known, or not decided, whether it was done. */
function isOpen(problem: Problem): boolean {
  const passing = problem.status === 503 && problem.code !== 'RECOVERY_NEEDED' && problem.code !== 'ISSUING_CLOSED';
  return passing || problem.status === 500 || problem.status === 502 || problem.status === 504;
}

/**
 * Sends an act. Where no answer comes, or one that leaves it open, the same request goes out again under the same Idempotency-Key, so
 * that the authority does nothing twice and tells what became of it.
 *
 * @param seen the version of the card that it was decided on: where that holds no more, nothing is done
 */
export function act<T>(address: string, body: unknown, around: Surroundings = BROWSER, seen?: string): Promise<Outcome<T>> {
  const request: RequestInit = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': around.key(), ...(seen ? { 'If-Match': `"${seen}"` } : {}) },
    body: JSON.stringify(body),
    cache: 'no-store',
    redirect: 'error',
  };
  return attempt<T>(address, request, around, false);
}

async function attempt<T>(
  address: string,
  request: RequestInit,
  around: Surroundings,
  broken: boolean,
): Promise<Outcome<T>> {
  let afterBreak = broken;
  for (let tried = 0; tried < TRIES; tried++) {
    if (tried > 0) await around.wait(Math.min(FIRST_WAIT * 2 ** tried, LONGEST_WAIT));
    const answered = await once<T>(address, request, around, afterBreak);
    if (answered) return answered;
    afterBreak = true;
  }
  return { kind: 'unknown', ask: () => attempt<T>(address, request, around, true) };
}

/** One try; null where it is still open what became of it. */
async function once<T>(
  address: string,
  request: RequestInit,
  around: Surroundings,
  afterBreak: boolean,
): Promise<Outcome<T> | null> {
  try {
    const response = await around.send(address, { ...request, signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) {
      return { kind: 'done', answer: (await response.json()) as T, afterBreak };
    }
    const problem = await problemOf(response);
    return isOpen(problem) ? null : { kind: 'refused', problem, afterBreak };
  } catch {
    // The line was cut before the answer, or in the middle of it.
    return null;
  }
}
