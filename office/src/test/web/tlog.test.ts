import { describe, expect, it } from 'vitest';
import golden from '$golden/golden-log.json';
import { check, isSameKey, parseCheckpoint, parseKey, parseNote, plainSignature, timeOfCosignature } from '$/tlog/note';
import { fromBase64, toHex, utf8, type Octets } from '$/tlog/octets';
import { inclusion, parseProof } from '$/tlog/proof';
import { extend, hashOf, includes, leafHash } from '$/tlog/tree';

const entry = (index: bigint | number): Octets => utf8(`entry ${index}`);
const checkpoints = golden.checkpoints.map((text) => parseNote(text)!);
const heads = new Map(checkpoints.map((note) => parseCheckpoint(note.text)!).map((head) => [head.size, head]));
const keys = async () => [(await parseKey(golden.logKey))!, (await parseKey(golden.witnessKey))!] as const;

function changed(octets: Octets, at: number): Octets {
  const copy = octets.slice();
  copy[at]! ^= 1;
  return copy;
}

describe('signed notes', () => {
  it('are valid for the keys that signed them', async () => {
    for (const key of await keys()) {
      for (const note of checkpoints) expect(await check(key, note)).toBe('valid');
    }
  });

  it('are forged with another text, and with another signature in the same name', async () => {
    const note = checkpoints[0]!;
    for (const key of await keys()) {
      expect(await check(key, { ...note, text: note.text.replace('\n1\n', '\n2\n') })).toBe('forged');
      const signatures = note.signatures.map((one) => ({ ...one, value: changed(one.value, one.value.length - 1) }));
      expect(await check(key, { ...note, signatures })).toBe('forged');
    }
  });

  it('are absent for another key', async () => {
    const [log, witness] = await keys();
    const note = checkpoints[0]!;
    const only = (name: string) => ({ ...note, signatures: note.signatures.filter((one) => one.name === name) });
    expect(await check(witness, only(log.name))).toBe('absent');
    expect(await check(log, only(witness.name))).toBe('absent');
  });

  it('tell when a witness saw them', () => {
    for (const note of checkpoints) {
      const size = parseCheckpoint(note.text)!.size;
      expect(timeOfCosignature(note.signatures[1]!.value)).toBe(1_800_000_000n + size);
    }
  });

  it.each([
    '',
    'text\n',
    'text\n\n',
    'text\n\n- name AAAAAAA=\n',
    'text\n\n— name AAAA\n',
    'text\n\n— na+me AAAAAAA=\n',
    'text\n\n— name AAAAAAA=',
    'te\txt\n\n— n AAAAAAA=\n',
  ])('are not read where they are none: %j', (text) => expect(parseNote(text)).toBeNull());

  it.each([
    'a\n1\n',
    'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n',
    'a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'a\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  ])('hold no checkpoint where they hold none: %j', (text) => expect(parseCheckpoint(text)).toBeNull());
});

describe('keys', () => {
  it('are the same as themselves only', async () => {
    const [log, witness] = await keys();
    expect(await isSameKey(log, (await parseKey(` ${golden.logKey}\n`))!)).toBe(true);
    expect(await isSameKey(log, witness)).toBe(false);
  });

  it.each(['', 'name', 'name+00000000+BA==', 'name+00000000+AgAA', 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'])(
    'are not read where they are none: %j',
    async (text) => expect(await parseKey(text)).toBeNull(),
  );

  it('are not read under another name or number', async () => {
    for (const text of [golden.logKey, golden.witnessKey]) {
      expect(await parseKey(text.replace(/\+[0-9a-f]{8}\+/, '+00000001+'))).toBeNull();
    }
    expect(await parseKey(`x${golden.witnessKey}`)).toBeNull();
  });
});

describe('signatures in DER', () => {
  const hex = (text: string): Octets => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const number = (digits: string) => `02${(digits.length / 2).toString(16).padStart(2, '0')}${digits}`;
  const sequence = (content: string) => hex(`30${(content.length / 2).toString(16).padStart(2, '0')}${content}`);

  it('become two numbers of 32 octets, short ones and those with a leading zero too', () => {
    const plain = plainSignature(sequence(number('01') + number(`00${'ff'.repeat(32)}`)));
    expect(toHex(plain!)).toBe(`${'00'.repeat(31)}01${'ff'.repeat(32)}`);
  });

  it.each([
    ['a negative number', number('ff') + number('01')],
    ['a padded number', number('0001') + number('01')],
    ['a number that is too long', number(`01${'00'.repeat(32)}`) + number('01')],
    ['one number', number('01')],
    ['three numbers', number('01') + number('01') + number('01')],
    ['a number without octets', `0200${number('01')}`],
    ['a number that goes on behind the end', '020401'],
  ])('are none with %s', (_, content) => expect(plainSignature(sequence(content))).toBeNull());
});

describe('proofs', () => {
  const proofs = golden.proofs.map((text) => parseProof(text)!);

  it('show their entry and no other', async () => {
    expect(proofs.length).toBeGreaterThan(30);
    for (const proof of proofs) {
      expect((await inclusion(proof, entry(proof.index))).holds).toBe(true);
      expect((await inclusion(proof, entry(proof.index + 1n))).holds).toBe(false);
    }
  });

  it('give the path upwards, whose last hash is the root', async () => {
    for (const proof of proofs) {
      const found = await inclusion(proof, entry(proof.index));
      expect(found.steps).toHaveLength(proof.hashes.length);
      expect(toHex(found.steps.at(-1)?.hash ?? found.leaf)).toBe(toHex(proof.checkpoint.root));
    }
  });

  it('fail with a hash changed, one too few, one too many, at another place, in a tree of another size', async () => {
    for (const proof of proofs.filter((each) => each.hashes.length > 0)) {
      const { index, hashes, checkpoint } = proof;
      const leaf = await leafHash(entry(index));
      const holds = (place: bigint, size: bigint, path: readonly Octets[]) => includes(checkpoint.root, size, place, leaf, path);
      expect(await holds(index, checkpoint.size, hashes)).toBe(true);
      expect(await holds(index, checkpoint.size, hashes.map((hash) => changed(hash, 0)))).toBe(false);
      expect(await holds(index, checkpoint.size, hashes.slice(1))).toBe(false);
      expect(await holds(index, checkpoint.size, [...hashes, hashes[0]!])).toBe(false);
      expect(await holds(index === 0n ? 1n : index - 1n, checkpoint.size, hashes)).toBe(false);
      expect(await holds(checkpoint.size, checkpoint.size, hashes)).toBe(false);
    }
  });

  it.each(['', 'c2sp.org/tlog-proof@v1\nindex 0\n', 'c2sp.org/tlog-proof@v2\nindex 0\n\nx', 'c2sp.org/tlog-proof@v1\nindex 00\n\nx'])(
    'are not read where they are none: %j',
    (text) => expect(parseProof(text)).toBeNull(),
  );
});

describe('consistency', () => {
  const hashes = (proof: readonly string[] = []) => proof.map((text) => hashOf(text)!);

  it('holds between all trees of the log, and not with anything changed', async () => {
    for (const each of golden.consistency as readonly { older: number; size: number; proof?: string[] }[]) {
      const [older, size] = [BigInt(each.older), BigInt(each.size)];
      const [from, to] = [heads.get(older)!.root, heads.get(size)!.root];
      const proof = hashes(each.proof);
      expect(await extend(from, older, to, size, proof)).toBe(true);
      expect(await extend(changed(from, 0), older, to, size, proof)).toBe(false);
      expect(await extend(from, older, changed(to, 0), size, proof)).toBe(false);
      expect(await extend(from, older, to, size, [...proof, to])).toBe(false);
      if (proof.length > 0) expect(await extend(from, older, to, size, proof.slice(1))).toBe(false);
    }
  });

  it('goes without saying from the empty tree only', async () => {
    const empty = fromBase64('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')!;
    const { root } = heads.get(13n)!;
    expect(await extend(empty, 0n, root, 13n, [])).toBe(true);
    expect(await extend(root, 0n, root, 13n, [])).toBe(false);
    expect(await extend(root, 14n, root, 13n, [])).toBe(false);
  });
});
