import { problemOf, type Problem } from './problem';

/** What came of reading: an answer, a refusal, or no connection. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly answer: T; readonly response: Response }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/**
 * Reads once. Nothing is ever read again by itself: each read of a person is an entry in the audit log.
 *
 * @param take how the body is taken; text and octets beside JSON
 */
export async function read<T>(
  address: string,
  take: (response: Response) => Promise<T> = (response) => response.json() as Promise<T>,
): Promise<Reading<T>> {
  try {
    const response = await fetch(address, { cache: 'no-store', redirect: 'error' });
    return response.ok
      ? { kind: 'read', answer: await take(response), response }
      : { kind: 'refused', problem: await problemOf(response) };
  } catch {
    return { kind: 'unreachable' };
  }
}
