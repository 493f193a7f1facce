import { describe, expect, it } from 'vitest';
import format from '../../../../docs/audit-format.md?raw';
import golden from '$golden/golden-log.json';
import { charts, csv, details, top, type Count } from '$/audit/counts';
import { filterOf, inWords, told, valueText, type Entry } from '$/audit/entry';
import { beginning, filtersOf, isEmpty, NO_FILTERS, queryOf, wrong } from '$/audit/filters';
import { KINDS } from '$/audit/kinds';
import { pictureOf } from '$/audit/picture';
import { SENTENCES } from '$/audit/sentences';
import { since, textOfVisit, visitOf, visitOfFile } from '$/audit/visit';
import { parseCheckpoint, parseNote } from '$/tlog/note';

/** An entry of each kind, whose bytes never change. */
const examples = import.meta.glob<Entry>('../../../../ca-domain/src/test/resources/audit/*.json', { eager: true, import: 'default' });

describe('kinds of entries', () => {
  it('are those of the format', () => {
    const table = /\| `act` \| `detail` \|[^]*?\n\n/.exec(format)![0];
    const rows = [...table.matchAll(/^\| (`[a-z`, -]+`) \|/gm)].map((row) => row[1]!.replace(/`/g, '').split(', '));
    const kinds = rows.flat().filter((kind) => kind !== 'act');
    expect(kinds.length).toBeGreaterThan(80);
    expect([...KINDS].sort()).toEqual(kinds.sort());
  });

  it('have sentences that name only members that an entry of the kind has', () => {
    const kinds = new Set(Object.values(examples).map((entry) => entry.act));
    expect([...KINDS].filter((kind) => !kinds.has(kind))).toEqual([]);
    for (const sentences of [SENTENCES.ja, SENTENCES.en]) {
      for (const kind of KINDS) {
        const entries = Object.values(examples).filter((entry) => entry.act === kind);
        const members = new Set(entries.flatMap((entry) => Object.keys(entry.detail)));
        for (const [, member] of sentences[kind].matchAll(/\{(\w+)\}/g)) expect(members, kind).toContain(member);
        for (const entry of entries) expect(told(sentences[kind], entry.detail), kind).not.toMatch(/[{}]|undefined|\[object/);
      }
    }
  });
});

describe('an entry in words', () => {
  it('shortens long ids and leaves words whole', () => {
    expect(told('{serial} {reason}', { serial: '0123456789abcdef0123456789abcdef', reason: 'anything' })).toBe('01234567… anything');
    expect(told('{reason}', { reason: 'keyCompromise' })).toBe('鍵の漏えい');
    expect(told('{name}', { name: 'constructor' })).toBe('constructor');
  });

  it('tells what is empty with a dash, and lists with commas', () => {
    expect(told('{code}', { code: '' })).toBe('–');
    expect(valueText(['a', { b: 1 }])).toBe('a, b 1');
  });

  it('of a kind that this page does not know is its name', () => {
    expect(inWords({ v: 1, id: '', at: '', act: 'new-kind', detail: {}, actor: { kind: 'system', component: 'c', node: 'n' } })).toBe('new-kind');
  });

  it('leads to others about the same card or certificate, and from nothing else', () => {
    expect(filterOf('card', '019a24f3-1111-7abc-8def-0123456789ab')).toEqual({ card: '019a24f3-1111-7abc-8def-0123456789ab' });
    expect(filterOf('serial', '3fab')).toEqual({ serial: '3fab' });
    expect(filterOf('serial', '')).toBeNull();
    expect(filterOf('holder', '3fab')).toBeNull();
  });
});

describe('filters', () => {
  it('take from an address what has the right form', () => {
    const filters = filtersOf({ kind: 'card-suspended', card: '山田', from: '2026-11-29', other: 'x' });
    expect(filters).toEqual({ ...NO_FILTERS, kind: 'card-suspended', from: '2026-11-29' });
    expect(isEmpty(filters)).toBe(false);
    expect(wrong({ ...NO_FILTERS, serial: 'xyz' })).toEqual(['serial']);
  });

  it('ask for days of Japan, the last one to its end', () => {
    const asked = new URLSearchParams(queryOf({ ...NO_FILTERS, from: '2026-11-29', until: '2026-11-29' }, 7, 100));
    expect(asked.get('from')).toBe('2026-11-28T15:00:00Z');
    expect(asked.get('until')).toBe('2026-11-29T15:00:00Z');
    expect(asked.get('after')).toBe('7');
    expect(beginning('2026-12-31', 1)).toBe('2026-12-31T15:00:00Z');
  });
});

describe('the last visit', () => {
  const heads = golden.checkpoints.map((text) => parseCheckpoint(parseNote(text)!.text)!);
  const visit = heads[0]!;

  it('is read as it was written, from a file also', () => {
    expect(visitOf(textOfVisit(visit))).toEqual(visit);
    expect(visitOfFile(golden.checkpoints[0]!)).toEqual(visit);
    expect(visitOf('x 1')).toBeNull();
  });

  it('the first one says nothing of before', async () => {
    expect(await since(null, visit, [])).toEqual({ kind: 'first' });
  });

  it('with the same root is the same log', async () => {
    expect(await since(visit, visit, [])).toEqual({ kind: 'grown', added: 0n });
  });

  it('of a log that is shorter, of another name or root, is told', async () => {
    const other = { ...visit, root: visit.root.map((octet) => octet ^ 1) };
    expect(await since({ ...visit, size: visit.size + 1n }, visit, [])).toEqual({ kind: 'shrunk' });
    expect(await since({ ...visit, origin: 'another' }, visit, [])).toEqual({ kind: 'forked' });
    expect(await since(other, visit, [])).toEqual({ kind: 'forked' });
    expect(await since(visit, { ...visit, size: visit.size + 1n }, ['x'])).toEqual({ kind: 'forked' });
  });
});

describe('the picture of a path', () => {
  it('is a single leaf where the log has one entry', () => {
    expect(pictureOf([]).lines).toEqual([]);
    expect(pictureOf([]).marks.map((mark) => mark.kind)).toEqual(['leaf']);
  });

  it('has each node above the middle of two others, inside of the frame', () => {
    const { marks, lines, width, height } = pictureOf([{ side: 'left' }, { side: 'right' }, { side: 'left' }]);
    expect(marks.filter((mark) => mark.kind === 'sibling')).toHaveLength(3);
    expect(marks.filter((mark) => mark.kind === 'root')).toHaveLength(1);
    for (let step = 0; step < 3; step++) {
      const [one, other] = lines.slice(2 * step, 2 * step + 2);
      expect((one!.x1 + other!.x1) / 2).toBe(one!.x2);
      expect([one!.x2, one!.y2]).toEqual([other!.x2, other!.y2]);
    }
    for (const mark of marks) {
      expect(mark.x).toBeGreaterThan(0);
      expect(mark.x).toBeLessThan(width);
      expect(mark.y).toBeLessThan(height);
    }
  });
});

describe('statistics', () => {
  const counts: Count[] = [
    { period: '2026-10', municipality: '13221', act: 'issued', authority: 'signature', count: 3 },
    { period: '2026-11', municipality: '13104', act: 'issued', authority: 'signature', count: 4 },
    { period: '2026-11', act: 'issued', authority: 'user-identification', count: 5 },
    { period: '2026-11', act: 'refused', detail: 'CARD_ENDED', count: 2 },
    { period: '2026-10', act: 'refused', detail: 'CARD_ENDED', count: 1 },
    { period: '2026-10', act: 'refused', detail: '=EVIL,"x"', count: 1 },
  ];

  it('have a bar for each period, with its parts', () => {
    const [issued, refused] = charts(counts);
    expect(issued!.series).toEqual(['signature', 'user-identification']);
    expect(issued!.bars.map((bar) => bar.total)).toEqual([3, 9]);
    expect(refused!.bars.map((bar) => bar.total)).toEqual([2, 2]);
    expect(details(counts, 'refused')).toEqual([['CARD_ENDED', 3], ['=EVIL,"x"', 1]]);
  });

  it('have an axis of a round number that is large enough', () => {
    expect([0, 4, 5, 9, 11, 399, 401].map(top)).toEqual([4, 4, 5, 10, 20, 400, 500]);
  });

  it('are saved so that no spreadsheet takes a text for a formula', () => {
    const lines = csv(counts).split('\r\n');
    expect(lines[0]).toBe('period,municipality,act,authority,detail,count');
    expect(lines[1]).toBe('2026-10,13221,issued,signature,,3');
    expect(lines[6]).toBe(`2026-10,,refused,,"'=EVIL,""x""",1`);
  });
});
