/** A result of a line. */
export interface Result {
  readonly line: number;
  readonly status: 'done' | 'repeated' | 'refused' | 'held' | 'stopped';
  readonly event?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly detailJa?: string;
}

export type Ended =
  | { readonly kind: 'complete' }
  /** The server said that it takes in no more, and before which line. */
  | { readonly kind: 'stopped'; readonly result: Result }
  /** Nothing more came. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'refused'; readonly response: Response };

/** Cuts what comes in pieces into lines. */
export class Lines {
  private rest = '';

  /** The lines that are whole by now. */
  push(piece: string): readonly string[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '');
  }
}

/** How many lines a file has; an empty one at its end is none. */
export function countLines(text: string): number {
  return text.split('\n').filter((line, place, all) => line !== '' || place < all.length - 1).length;
}

/** What is left of a file from a line on, 1 for the first. */
export function from(text: string, line: number): string {
  return text.split('\n').slice(line - 1).join('\n');
}

interface Sending {
  readonly text: string;
  readonly key: string;
  /** The first line that is sent. */
  readonly from: number;
  readonly all: number;
  readonly onresult: (result: Result) => void;
  readonly send?: typeof fetch;
}

/** Sends a batch, or the rest of it under the same key, and tells each result as it comes. */
export async function sendBatch({ text, key, from: first, all, onresult, send = fetch }: Sending): Promise<Ended> {
  let last = first - 1;
  try {
    const response = await send(`/api/v1/resident-events?from=${first}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson', Accept: 'application/x-ndjson', 'Idempotency-Key': key },
      body: from(text, first),
      cache: 'no-store',
      redirect: 'error',
    });
    if (!response.ok || !response.body) return { kind: 'refused', response };
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const lines = new Lines();
    for (;;) {
      const { done, value } = await reader.read();
      for (const line of lines.push(done ? '\n' : value)) {
        const result = JSON.parse(line) as Result;
        if (result.status === 'stopped') return { kind: 'stopped', result };
        last = result.line;
        onresult(result);
      }
      if (done) return last >= all ? { kind: 'complete' } : { kind: 'cut' };
    }
  } catch {
    return { kind: 'cut' };
  }
}
