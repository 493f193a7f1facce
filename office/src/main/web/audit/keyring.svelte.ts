import { check, parseKey, type NoteKey, type SignedNote, type Verdict } from '$/tlog/note';

/**
 * The public keys that the auditor brought: of the log, and of witnesses. They never come from the server that is checked. They are no
 * secret and say nothing of a person, so this browser keeps them for the next visit.
 */
const KEPT = 'jitsuin.audit.keys';

let keys = $state.raw<readonly NoteKey[]>([]);
let texts: readonly string[] = [];
let loaded: Promise<void> | undefined;

function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function keep(): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(texts));
  } catch {
    // Then they hold for this page.
  }
}

export const keyring = {
  get all(): readonly NoteKey[] {
    return keys;
  },

  get log(): NoteKey | undefined {
    return keys.find((key) => key.kind === 'log');
  },

  get witnesses(): readonly NoteKey[] {
    return keys.filter((key) => key.kind === 'witness');
  },

  /** Reads those of the last visit. */
  load(): Promise<void> {
    loaded ??= (async () => {
      for (const text of stored()) await keyring.add(text);
    })();
    return loaded;
  },

  /** Takes the keys of a file, one a line; a key of the log takes the place of the one before. Returns how many were understood. */
  async add(file: string): Promise<number> {
    let understood = 0;
    for (const line of file.split(/\s+/).filter(Boolean)) {
      const key = await parseKey(line);
      if (!key) continue;
      const stays = (one: NoteKey) => (key.kind === 'log' ? one.kind !== 'log' : one.id !== key.id);
      texts = [...texts.filter((_, place) => stays(keys[place]!)), line];
      keys = [...keys.filter(stays), key];
      understood += 1;
    }
    keep();
    return understood;
  },

  forget(): void {
    keys = [];
    texts = [];
    keep();
  },
};

/** What the auditor's keys say of a note, each. */
export async function verdicts(note: SignedNote): Promise<readonly { key: NoteKey; verdict: Verdict }[]> {
  return Promise.all(keyring.all.map(async (key) => ({ key, verdict: await check(key, note) })));
}
