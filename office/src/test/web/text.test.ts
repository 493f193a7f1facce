import { describe, expect, it } from 'vitest';
import { en } from '$/text/en';
import { ja } from '$/text/ja';

/** Every sentence with its place; those with parameters are given some. */
function sentences(text: unknown, place = ''): [string, string][] {
  if (typeof text === 'string') return [[place, text]];
  if (typeof text === 'function') return [[place, String((text as (...parameters: unknown[]) => unknown)(7, 8))]];
  return Object.entries(text as object).flatMap(([name, part]) => sentences(part, place ? `${place}.${name}` : name));
}

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;

/** What is told in the other language on purpose. */
const FOREIGN = new Set(['otherLanguage', 'date.form']);

describe('the sentences that all pages share', () => {
  it('are the same ones in both languages', () => {
    expect(sentences(en).map(([place]) => place)).toEqual(sentences(ja).map(([place]) => place));
  });

  it('are none of them empty', () => {
    for (const [place, sentence] of [...sentences(ja), ...sentences(en)]) expect(sentence.trim(), place).not.toBe('');
  });

  it('are in their language', () => {
    for (const [place, sentence] of sentences(en)) if (!FOREIGN.has(place)) expect(sentence, place).not.toMatch(JAPANESE);
    for (const [place, sentence] of sentences(ja)) if (!FOREIGN.has(place)) expect(sentence, place).toMatch(JAPANESE);
  });

  it('end as sentences do', () => {
    for (const [place, sentence] of sentences(ja)) expect(sentence, place).not.toMatch(/[.!?]$|\s$|^\s/);
    for (const [place, sentence] of sentences(en)) expect(sentence, place).not.toMatch(/。|\s$|^\s/);
  });
});
