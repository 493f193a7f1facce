import { parseCheckpoint, parseNote, type Checkpoint } from '$/tlog/note';
import { fromBase64, toBase64 } from '$/tlog/octets';
import { extend, hashOf } from '$/tlog/tree';

/** How large the log was at the auditor's last visit, and its root. Says nothing of anybody. */
export interface Visit {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array<ArrayBuffer>;
}

const KEPT = 'jitsuin.audit.seen';

/** Reads what was kept: `ORIGIN SIZE ROOT`; null where it is nothing of the kind. */
export function visitOf(text: string): Visit | null {
  const parts = /^(\S+) (0|[1-9]\d{0,17}) (\S+)$/.exec(text.trim());
  const root = parts && fromBase64(parts[3]!);
  return parts && root?.length === 32 ? { origin: parts[1]!, size: BigInt(parts[2]!), root } : null;
}

export function textOfVisit({ origin, size, root }: Visit): string {
  return `${origin} ${size} ${toBase64(root)}`;
}

/** A checkpoint that the auditor kept in a file. */
export function visitOfFile(text: string): Visit | null {
  const note = parseNote(text);
  return (note && parseCheckpoint(note.text)) ?? visitOf(text);
}

export function lastVisit(): Visit | null {
  try {
    return visitOf(localStorage.getItem(KEPT) ?? '');
  } catch {
    return null;
  }
}

export function keepVisit(visit: Visit): void {
  try {
    localStorage.setItem(KEPT, textOfVisit(visit));
  } catch {
    // Then the auditor keeps the file.
  }
}

/** Whoever knows why the log is another one, such as after an installation was set up anew, begins again. */
export function forgetVisit(): void {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Then nothing was kept.
  }
}

/** What can be said of the log since a visit. */
export type Since =
  | { readonly kind: 'first' }
  | { readonly kind: 'grown'; readonly added: bigint }
  /** It has fewer entries than it had. */
  | { readonly kind: 'shrunk' }
  /** It does not begin with what was seen: it was rewritten, or there are two. */
  | { readonly kind: 'forked' };

/**
 * @param hashes the proof, in base64
 */
export async function since(before: Visit | null, now: Checkpoint, hashes: readonly string[]): Promise<Since> {
  if (!before) return { kind: 'first' };
  if (before.origin !== now.origin) return { kind: 'forked' };
  if (now.size < before.size) return { kind: 'shrunk' };
  const proof = hashes.map(hashOf);
  const whole = proof.every((hash) => hash !== null);
  const extends_ = whole && (await extend(before.root, before.size, now.root, now.size, proof));
  return extends_ ? { kind: 'grown', added: now.size - before.size } : { kind: 'forked' };
}
