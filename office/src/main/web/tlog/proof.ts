import { parseCheckpoint, parseNote, type Checkpoint, type SignedNote } from './note';
import type { Octets } from './octets';
import { hashOf, leafHash, path, type Step } from './tree';
import { equal } from './octets';

/** A proof that an entry is in a log, to be checked without the log (C2SP tlog-proof). */
export interface LogProof {
  /** The entry's place, 0 for the first. */
  readonly index: bigint;
  readonly hashes: readonly Octets[];
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

const HEAD = 'c2sp.org/tlog-proof@v1';
const MOST_HASHES = 63;
const LARGEST = 1 << 17;

/** Reads it; null where it is none. Nothing was checked then. */
export function parseProof(text: string): LogProof | null {
  const end = text.indexOf('\n\n');
  if (end < 0 || text.length > LARGEST) return null;
  // Whoever made it may have added something, which nothing depends on.
  const [head, place, ...told] = text.slice(0, end).split('\n').filter((line) => !line.startsWith('extra '));
  const index = /^index (0|[1-9]\d{0,17})$/.exec(place ?? '');
  if (head !== HEAD || !index || told.length > MOST_HASHES) return null;
  const hashes = told.map(hashOf).filter((hash) => hash !== null);
  const note = parseNote(text.slice(end + 2));
  const checkpoint = note && parseCheckpoint(note.text);
  return note && checkpoint && hashes.length === told.length
    ? { index: BigInt(index[1]!), hashes, note, checkpoint }
    : null;
}

/** What was found when an entry's octets were hashed up to the root. */
export interface Inclusion {
  readonly leaf: Octets;
  readonly steps: readonly Step[];
  readonly holds: boolean;
}

/** Computes the path of an entry; says nothing of signatures. */
export async function inclusion(proof: LogProof, entry: Octets): Promise<Inclusion> {
  const leaf = await leafHash(entry);
  const steps = await path(leaf, proof.index, proof.checkpoint.size, proof.hashes);
  const top = steps === null ? null : (steps.at(-1)?.hash ?? leaf);
  return { leaf, steps: steps ?? [], holds: top !== null && equal(top, proof.checkpoint.root) };
}
