/** The language of the page. Kept by this browser for the next time: it says nothing about anybody. */
export type Language = 'ja' | 'en';

const KEY = 'jitsuin.language';

function initial(): Language {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'ja' || kept === 'en') return kept;
  } catch {
    // A browser that keeps nothing.
  }
  return 'ja';
}

let current = $state<Language>(initial());

export const language = {
  get current(): Language {
    return current;
  },

  set(chosen: Language): void {
    current = chosen;
    document.documentElement.lang = chosen;
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // Then it holds for this page.
    }
  },
};

/**
 * The sentences of a page in the language of the moment: `const t = texts(ja, en)` and then `t().save`. English has the type of
 * Japanese, so that a missing sentence does not compile.
 */
export function texts<T>(ja: T, en: NoInfer<T>): () => T {
  return () => (current === 'ja' ? ja : en);
}
