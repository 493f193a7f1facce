import vectors from '$filters/vectors.txt?raw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseCertificate } from '$/der/certificate';
import { der, SEQUENCE } from '$/der/der';
import { askFilter } from '$/filter/ask';
import { BaseFile } from '$/filter/base';
import { DeltaFile } from '$/filter/delta';
import { openFilter, openPack, type Files, type FilterStatus, type Opened, type StatusFilter } from '$/filter/filter';
import { hash } from '$/filter/hash';
import { parseHead } from '$/filter/head';
import { MalformedFilter } from '$/filter/input';
import { tellFiltered } from '$/public/words';
import { concat, toHex, utf8, type Octets } from '$/tlog/octets';

const hex = (text: string): Octets => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const lines = vectors.trim().split('\n').map((line) => line.split(' '));
const linesOf = (name: string) => lines.filter(([first]) => first === name).map((line) => line.slice(1));
const fileOf = (name: string) => hex(linesOf(name)[0]![0]!);

const authority = parseCertificate(fileOf('authority'));
const files: Files = { head: fileOf('head'), base: fileOf('base'), delta: fileOf('delta') };
const questions = linesOf('ask') as [string, string, string][];
const NOW = new Date(Number(questions[0]![0]));

const named = (status: string): FilterStatus => status.toLowerCase().replace('_', '-') as FilterStatus;

function usable(opened: Opened): StatusFilter {
  if (opened.kind !== 'usable') throw new Error(`${opened.why}: ${opened.what}`);
  return opened.filter;
}

const why = (opened: Opened) => (opened.kind === 'refused' ? opened.why : opened.kind);
const filter = () => openFilter(files, [authority]).then(usable);

/** Octets with one bit changed. */
function flipped(octets: Octets, place: number, bit = 0): Octets {
  const changed = octets.slice();
  changed[place]! ^= 1 << bit;
  return changed;
}

/** What a reader makes of octets, where it is not that they are malformed. */
function read(reader: () => unknown): unknown {
  try {
    return reader();
  } catch (e) {
    if (!(e instanceof MalformedFilter)) throw e;
    return null;
  }
}

describe('a status filter', () => {
  const word = (text: string, at: number) => BigInt(`0x${text.slice(at, at + 16)}`);

  it.each(linesOf('hash') as [string, string, string][])('hashes as the vectors do: %s %s', (salt, serial, expected) => {
    const { upper, lower } = hash(word(serial, 0), word(serial, 16), { high: word(salt, 0), low: word(salt, 16) });
    expect([upper, lower]).toEqual([word(expected, 0), word(expected, 16)]);
  });

  it('answers each question as the vectors do', async () => {
    const one = await filter();
    const answers = await Promise.all(questions.map(([time, serial]) => one.status(authority.spki, serial, new Date(Number(time)))));
    expect(answers).toEqual(questions.map(([, , expected]) => named(expected)));
    expect(new Set(answers)).toEqual(new Set(['good', 'revoked', 'on-hold', 'not-covered', 'too-old']));
  });

  it('is the same in one file', async () => {
    const { head, base, delta } = files;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, head.length);
    const pack = concat(utf8('JSF1PACK'), length, head, base, delta);
    const one = usable(await openPack(pack, [authority]));
    expect(one.head.number).toBe(42n);
    for (const [time, serial, expected] of questions.slice(0, 20)) {
      expect(await one.status(authority.spki, serial, new Date(Number(time)))).toBe(named(expected));
    }
    for (let end = 0; end < pack.length; end += 7) {
      expect((await openPack(pack.slice(0, end), [authority])).kind).toBe('refused');
    }
  });

  it('tells nothing of other keys and other forms of numbers', async () => {
    const one = await filter();
    const [, serial] = questions[0]!;
    expect(await one.status(one.head.base.sha256, serial, NOW)).toBe('not-ours');
    for (const other of [serial.slice(2), `${serial}00`, `8${serial.slice(1)}`, `00${serial.slice(2)}`, '']) {
      expect(await one.status(authority.spki, other, NOW)).toBe('not-covered');
    }
  });

  it('is believed in its time only', async () => {
    const one = await filter();
    const at = async (millis: bigint) => one.status(authority.spki, questions[0]![1], new Date(Number(millis)));
    expect(await at(one.head.nextUpdate)).toBe('revoked');
    expect(await at(one.head.nextUpdate + 1n)).toBe('too-old');
    expect(await at(one.head.thisUpdate - 600_000n)).toBe('revoked');
    expect(await at(one.head.thisUpdate - 600_001n)).toBe('too-old');
  });

  it('is refused where the authority is not trusted, or the files are others', async () => {
    expect(why(await openFilter(files, []))).toBe('not-signed');
    expect(why(await openFilter({ ...files, delta: new Uint8Array() }, [authority]))).toBe('other-files');
    expect(why(await openFilter({ ...files, base: files.delta }, [authority]))).toBe('other-files');
    const stranger = { ...authority, spki: parseCertificate(authority.whole).spki.slice().fill(7, -20) };
    expect(why(await openFilter(files, [stranger]))).toBe('not-signed');
  });

  it('is refused with any octet of its head changed', async () => {
    for (let place = 0; place < files.head.length; place++) {
      const opened = await openFilter({ ...files, head: flipped(files.head, place, place % 8) }, [authority]);
      expect([place, opened.kind]).toEqual([place, 'refused']);
    }
  }, 120_000);

  it('is read or malformed, whatever its octets, and never anything else', () => {
    for (const [octets, reader] of [
      [files.base, (each: Octets) => new BaseFile(each)],
      [files.delta, (each: Octets) => new DeltaFile(each)],
      [files.head, parseHead],
    ] as const) {
      expect(read(() => reader(octets))).not.toBeNull();
      let malformed = 0;
      for (let place = 0; place < octets.length; place++) {
        expect(reader === parseHead || read(() => reader(octets.slice(0, place))) === null).toBe(true);
        if (read(() => reader(flipped(octets, place, place % 8))) === null) malformed++;
      }
      expect(malformed).toBeGreaterThan(8);
      expect(read(() => reader(concat(octets, new Uint8Array(1)))) === null).toBe(reader !== parseHead);
    }
  });
});

describe('the filter of where the page comes from', () => {
  afterEach(() => vi.unstubAllGlobals());

  const head = parseHead(files.head);
  const bundle = der(SEQUENCE, der(0x06, hex('00')), der(0xa0, der(SEQUENCE, der(0x02, hex('01')), der(0xa0, authority.whole))));
  const place = '/filter/signature/';
  const served = (changed: Record<string, Octets> = {}): Record<string, Octets> => ({
    '/ca/signature.p7c': bundle,
    [`${place}head`]: files.head,
    [`${place}${toHex(head.base.sha256)}.base`]: files.base,
    [`${place}${toHex(head.delta.sha256)}.delta`]: files.delta,
    ...changed,
  });

  function serve(what: Record<string, Octets>): string[] {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (address: string) => {
      asked.push(address);
      const octets = what[address];
      return Promise.resolve(octets ? new Response(octets) : new Response(null, { status: 404 }));
    });
    return asked;
  }

  // The authority's certificate stands for one of a card: it signed that, too.
  const card = (serial: string) => ({ ...authority, serial });

  it.each(['GOOD', 'REVOKED', 'ON_HOLD', 'NOT_COVERED'])('tells of one that is %s, and asks nobody about it', async (status) => {
    const [time, serial] = questions.find(([, , expected]) => expected === status)!;
    const asked = serve(served());
    const told = await askFilter(card(serial), 'signature', new Date(Number(time)));
    expect(told).toEqual({ kind: 'told', status: named(status), asOf: new Date(Number(head.thisUpdate)) });
    expect(asked.sort()).toEqual(Object.keys(served()).sort());
  });

  it('is not believed where anything of it is forged or missing', async () => {
    const other = { ...card('01'), signature: flipped(authority.signature, 20) };
    const kind = async (what: Record<string, Octets>, certificate = card('01')) => {
      serve(what);
      return (await askFilter(certificate, 'signature', NOW)).kind;
    };
    expect(await kind(served(), other)).toBe('foreign');
    expect(await kind(served({ [`${place}head`]: flipped(files.head, 30) }))).toBe('forged');
    expect(await kind(served({ [`${place}${toHex(head.base.sha256)}.base`]: flipped(files.base, 30) }))).toBe('forged');
    expect(await kind({ '/ca/signature.p7c': bundle })).toBe('none');
    expect(await kind({})).toBe('none');
    vi.stubGlobal('crypto', {});
    expect(await kind(served())).toBe('uncheckable');
  });

  it('is said in plain words, in both languages', () => {
    const titles = (['good', 'revoked', 'on-hold', 'not-covered', 'not-ours', 'too-old'] as const).map(
      (status) => tellFiltered({ kind: 'told', status, asOf: NOW }, authority, 'en', NOW).title,
    );
    expect(titles).toEqual([
      '● Valid', '■ Revoked', '▲ Suspended', 'The status filter does not know it yet', 'There is no status filter', 'The status filter is too old',
    ]);
    expect(tellFiltered({ kind: 'told', status: 'good', asOf: NOW }, authority, 'ja', NOW).lines.join()).toContain('問い合わせていません');
    expect(tellFiltered({ kind: 'forged' }, authority, 'ja', NOW).tone).toBe('bad');
    const later = new Date(authority.notAfter.getTime() + 1);
    expect(tellFiltered({ kind: 'told', status: 'good', asOf: NOW }, authority, 'en', later).title).toBe('○ Expired');
  });
});
