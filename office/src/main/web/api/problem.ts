import type { Schemas } from './schema';

/** A refusal of the office API (RFC 9457): what is wrong and what to do, in both languages. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailJa: string;
  /** After how many seconds the same request may be sent again; absent where that is of no use. */
  readonly retryAfter?: number;
  /** What others did since the card was read, where that is the reason. */
  readonly changes?: readonly Schemas['Entry'][];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a refusal. What is none, such as the page of a proxy in between, is told as one with its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const told = (body ?? {}) as Record<string, unknown>;
  const after = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return {
    status: response.status,
    code: text(told['code']) || `HTTP_${response.status}`,
    detail: text(told['detail']) || `The server answered with the status ${response.status}.`,
    detailJa: text(told['detailJa']) || `サーバーが状態コード ${response.status} で応答しました。`,
    ...(Number.isFinite(after) ? { retryAfter: after } : {}),
    ...(Array.isArray(told['changes']) ? { changes: told['changes'] as Schemas['Entry'][] } : {}),
  };
}
