/** A line of what was entered: where it stands, and what it is. */
export interface Line {
  readonly path: readonly string[];
  readonly value: string | boolean;
}

const REQUESTS = 'requests';

/** What was entered, line by line. Of keys is told that they are there; their fingerprints stand elsewhere. */
export function contentLines(content: Readonly<Record<string, unknown>>, path: readonly string[] = []): readonly Line[] {
  return Object.entries(content).flatMap(([name, value]): readonly Line[] => {
    const here = [...path, name];
    if (path.at(-1) === REQUESTS) return [{ path: here, value: true }];
    if (Array.isArray(value)) return [{ path: here, value: value.map(String).join('\n') }];
    if (typeof value === 'object' && value !== null) return contentLines(value as Record<string, unknown>, here);
    return [{ path: here, value: typeof value === 'boolean' ? value : String(value) }];
  });
}

/** The certificates for which an application needs keys that are not there yet. */
export function missingKeys(kind: string, content: Readonly<Record<string, unknown>> | undefined): boolean {
  return ['certificates', 'renewal'].includes(kind) && !content?.[REQUESTS];
}
