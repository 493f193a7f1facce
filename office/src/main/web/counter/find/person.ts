/** Whom somebody looks for. */
export interface Sought {
  readonly name: string;
  readonly birthDate: string;
  readonly address?: string;
  readonly municipality?: string;
}

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u;

/** Whether a text says how a name sounds, rather than how it is written. */
export function isReading(text: string): boolean {
  return KANA.test(text.normalize('NFKC').trim());
}

/** The body of a search. The name stays as it was typed: the API knows which signs are one. */
export function personBody({ name, birthDate, address, municipality }: Sought): Record<string, string> {
  const said = name.trim();
  return {
    ...(isReading(said) ? { nameKana: said } : { name: said }),
    birthDate,
    ...(address?.trim() ? { address: address.trim() } : {}),
    ...(municipality ? { municipality } : {}),
  };
}
