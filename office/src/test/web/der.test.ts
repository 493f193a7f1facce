import { beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '$/der/ask';
import { certificateOfFile, parseCertificate, serialOf, type Certificate } from '$/der/certificate';
import { bitsOf, der, NotDer, oidOf, OID, partsOf, SEQUENCE, timeOf, valueOf, valuesOf } from '$/der/der';
import { certId, isAuthentic, parseAnswer, requestOf, singleFor, type Answer } from '$/der/ocsp';
import { sha1 } from '$/der/sha1';
import { isSigned } from '$/der/verify';
import { serialOfText, tell } from '$/public/words';
import { concat, fromBase64, toBase64, toHex, utf8, type Octets } from '$/tlog/octets';

const hex = (text: string): Octets => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const oid = (text: string) => der(OID, hex(text));
const time = (text: string) => der(0x18, utf8(text));
const ECDSA_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'));
const NOW = new Date('2026-11-29T10:00:00Z');

/** The DER of a signature whose two numbers stand behind each other. */
function numbers(plain: Uint8Array): Octets {
  const number = (octets: Uint8Array) => {
    const first = octets.findIndex((octet) => octet !== 0);
    const digits = octets.slice(first < 0 ? octets.length - 1 : first);
    return der(0x02, (digits[0] ?? 0) >= 0x80 ? concat(new Uint8Array(1), digits) : digits);
  };
  return der(SEQUENCE, number(plain.slice(0, 32)), number(plain.slice(32)));
}

interface Key {
  readonly pair: CryptoKeyPair;
  readonly spki: Octets;
}

async function newKey(): Promise<Key> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return { pair, spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)) };
}

async function signed(data: Octets, key: Key): Promise<Octets> {
  const plain = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.pair.privateKey, data);
  return der(0x03, new Uint8Array(1), numbers(new Uint8Array(plain)));
}

const name = (text: string) => der(SEQUENCE, der(0x31, der(SEQUENCE, oid('550403'), der(0x0c, utf8(text)))));

async function newCertificate(subject: string, key: Key, issuer: string, by: Key, ocsp = false): Promise<Certificate> {
  const extensions = ocsp
    ? [der(0xa3, der(SEQUENCE, der(SEQUENCE, oid('551d25'), der(0x04, der(SEQUENCE, oid('2b06010505070309'))))))]
    : [];
  const tbs = der(
    SEQUENCE, der(0xa0, der(0x02, hex('02'))), der(0x02, hex('0081')), ECDSA_SHA256, name(issuer),
    der(SEQUENCE, der(0x17, utf8('250101000000Z')), time('20350101000000Z')), name(subject), key.spki, ...extensions,
  );
  return parseCertificate(der(SEQUENCE, tbs, ECDSA_SHA256, await signed(tbs, by)));
}

describe('DER', () => {
  it('is read as it was written, however long', () => {
    for (const length of [0, 127, 128, 255, 256, 40_000]) {
      const value = der(SEQUENCE, new Uint8Array(length));
      expect(valueOf(value, SEQUENCE).content).toHaveLength(length);
    }
  });

  it.each(['30', '3002', '3080', '308100', '30820010', '30850000000000', '0201003000', '3001'])('is refused where it is none: %s', (text) =>
    expect(() => valueOf(hex(text), SEQUENCE)).toThrow(NotDer),
  );

  it('has identifiers, times and bits', () => {
    expect(oidOf(valuesOf(oid('2a864886f70d01010b'))[0])).toBe('1.2.840.113549.1.1.11');
    expect(oidOf(valuesOf(oid('551d25'))[0])).toBe('2.5.29.37');
    // A UUID, which no number of a browser holds.
    expect(oidOf(valuesOf(oid('6982a0d88da7a3a1eaafd584b391af9dc4c6f95a'))[0])).toBe('2.25.191866293306132187820079438926869282010');
    expect(timeOf(valuesOf(der(0x17, utf8('491231235959Z')))[0]).toISOString()).toBe('2049-12-31T23:59:59.000Z');
    expect(timeOf(valuesOf(der(0x17, utf8('500101000000Z')))[0]).getUTCFullYear()).toBe(1950);
    expect(() => timeOf(valuesOf(time('20261129100000.5Z'))[0])).toThrow(NotDer);
    expect(() => bitsOf(valuesOf(hex('030204f0'))[0])).toThrow(NotDer);
  });
});

describe('SHA-1', () => {
  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['a'.repeat(55), 'c1c8bbdc22796e28c0e15163d20899b65621d65a'],
    ['a'.repeat(64), '0098ba824b5c16427bd7a1122a5a442a25ec644d'],
  ])('of %j is that of the standard', (text, hash) => expect(toHex(sha1(utf8(text)))).toBe(hash));
});

describe('OCSP', () => {
  let authority: Key;
  let responder: Key;
  let stranger: Key;
  let issuer: Certificate;
  let signer: Certificate;

  beforeAll(async () => {
    [authority, responder, stranger] = await Promise.all([newKey(), newKey(), newKey()]) as [Key, Key, Key];
    issuer = await newCertificate('authority', authority, 'authority', authority);
    signer = await newCertificate('responder', responder, 'authority', authority, true);
  });

  async function answer(status: Octets, serial: string, key: Key, certificate: Certificate, next = '20261201000000Z'): Promise<Answer> {
    const single = der(SEQUENCE, certId(issuer, serial), status, time('20261129090000Z'), der(0xa0, time(next)));
    const data = der(SEQUENCE, der(0xa1, name('responder')), time('20261129090000Z'), der(SEQUENCE, single));
    const basic = der(SEQUENCE, data, ECDSA_SHA256, await signed(data, key), der(0xa0, der(SEQUENCE, certificate.whole)));
    const whole = der(SEQUENCE, der(0x0a, hex('00')), der(0xa0, der(SEQUENCE, oid('2b0601050507300101'), der(0x04, basic))));
    return parseAnswer(whole) as Answer;
  }

  const authentic = (one: Answer, serial: string) => isAuthentic(one, singleFor(one, issuer, serial)!, issuer, NOW);
  const GOOD = hex('8000');

  it('asks as RFC 6960 has it', () => {
    const [id] = partsOf(partsOf(partsOf(valuesOf(requestOf(certId(issuer, '81')))[0], SEQUENCE)[0], SEQUENCE)[0], SEQUENCE);
    const [algorithm, itsName, itsKey, serial] = partsOf(partsOf(id, SEQUENCE)[0], SEQUENCE);
    expect(oidOf(partsOf(algorithm, SEQUENCE)[0])).toBe('1.3.14.3.2.26');
    expect(itsName!.content).toEqual(sha1(issuer.subject));
    expect(itsKey!.content).toEqual(sha1(issuer.key));
    expect(toHex(serial!.content)).toBe('0081');
    expect(serialOf(serial!.content)).toBe('81');
  });

  it('believes an answer that a delegated signer of the authority made', async () => {
    const one = await answer(GOOD, 'abc', responder, signer);
    expect(singleFor(one, issuer, 'abc')!.status).toEqual({ kind: 'good' });
    expect(singleFor(one, issuer, 'abd')).toBeNull();
    expect(await authentic(one, 'abc')).toBe(true);
    expect(await authentic(await answer(GOOD, 'abc', authority, issuer), 'abc')).toBe(true);
  });

  it('believes nobody else, and nothing old', async () => {
    const own = await newCertificate('responder', stranger, 'authority', stranger, true);
    const other = await newCertificate('responder', responder, 'authority', authority);
    expect(await authentic(await answer(GOOD, '01', stranger, own), '01')).toBe(false);
    expect(await authentic(await answer(GOOD, '01', responder, other), '01')).toBe(false);
    expect(await authentic(await answer(GOOD, '01', stranger, signer), '01')).toBe(false);
    expect(await authentic(await answer(GOOD, '01', responder, signer, '20261129095959Z'), '01')).toBe(false);
  });

  it('reads a revocation with its time and reason', async () => {
    const revoked = der(0xa1, time('20261101000000Z'), der(0xa0, der(0x0a, hex('06'))));
    expect(singleFor(await answer(revoked, '01', responder, signer), issuer, '01')!.status).toEqual({
      kind: 'revoked', at: new Date('2026-11-01T00:00:00Z'), reason: 6,
    });
  });

  it('tells refusals by their names', () => {
    expect(parseAnswer(hex('30030a0103'))).toBe('try-later');
    expect(parseAnswer(hex('30030a0105'))).toBe('signature-required');
    expect(() => parseAnswer(hex('30030a0107'))).toThrow(NotDer);
  });

  it('takes certificates as DER and PEM, and nothing else', () => {
    const pem = `text\n-----BEGIN CERTIFICATE-----\n${toBase64(issuer.whole)}\n-----END CERTIFICATE-----\n`;
    expect(certificateOfFile(utf8(pem))!.serial).toBe('81');
    expect(certificateOfFile(issuer.whole)!.subject).toEqual(issuer.subject);
    expect(certificateOfFile(utf8('hello'))).toBeNull();
    expect(signer.purposes).toEqual(['1.3.6.1.5.5.7.3.9']);
  });

  it('never takes what is not understood for signed', async () => {
    expect(await isSigned(issuer.tbs, issuer.signature, '1.2.3', issuer.spki)).toBe(false);
    expect(await isSigned(issuer.tbs, hex('00'), issuer.algorithm, issuer.spki)).toBe(false);
    expect(await isSigned(issuer.tbs, issuer.signature, issuer.algorithm, fromBase64('AAAA')!)).toBe(false);
    expect(await isSigned(issuer.tbs, issuer.signature, issuer.algorithm, issuer.spki)).toBe(true);
  });
});

describe('plain words', () => {
  const asked = (status: unknown, authentic: boolean | null = true) =>
    ({ kind: 'answered', authentic, single: { id: new Uint8Array(), status, thisUpdate: NOW, nextUpdate: null } }) as Asked;
  const revoked = (reason: number | null, at = NOW) => asked({ kind: 'revoked', at, reason });
  const titles = (each: Asked) => tell(each, null, 'en', NOW).title;

  it('tell valid, suspended, revoked and never issued apart', () => {
    expect(titles(asked({ kind: 'good' }))).toBe('● Valid');
    expect(titles(revoked(6))).toBe('▲ Suspended');
    expect(titles(revoked(1))).toBe('■ Revoked');
    expect(titles(revoked(6, new Date(0)))).toBe('There is no certificate of this number');
    expect(titles(asked({ kind: 'unknown' }))).toBe('There is no certificate of this number');
    expect(titles({ kind: 'refused', why: 'signature-required' })).toContain('registered');
    expect(titles({ kind: 'refused', why: 'try-later' })).toBe('The service is busy');
    expect(titles({ kind: 'none' })).toBe('There was no answer');
  });

  it('say since when, why and what to do, in both languages', () => {
    const told = tell(revoked(3), null, 'ja', NOW);
    expect(told.lines[0]).toContain('令和8年11月29日');
    expect(told.lines.join()).toContain('住所や氏名');
    expect(told.lines.join()).toContain('窓口');
    expect(tell(revoked(null), null, 'en', NOW).lines.join()).toContain('No reason');
  });

  it('never tell an answer of a wrong signature, and say where it was not checked', () => {
    expect(titles(asked({ kind: 'good' }, false))).toBe('The signature of the answer is wrong');
    expect(tell(asked({ kind: 'good' }, null), null, 'en', NOW).lines.join()).toContain('cannot be checked');
  });

  it('tell of one that ended that it did', () => {
    const certificate = { notAfter: new Date('2026-01-01T00:00:00Z') } as Certificate;
    expect(tell(asked({ kind: 'good' }), certificate, 'en', NOW).title).toBe('○ Expired');
    expect(tell({ kind: 'refused', why: 'unauthorized' }, certificate, 'en', NOW).title).toBe('○ Expired');
    expect(titles({ kind: 'refused', why: 'unauthorized' })).toBe('There is no certificate of this number');
  });

  it('read a number as people write it', () => {
    expect(serialOfText('0x00:AB:cd')).toBe('abcd');
    expect(serialOfText(' １２ab ')).toBe('12ab');
    expect(serialOfText('00')).toBe('00');
    expect(serialOfText('xyz')).toBeNull();
    expect(serialOfText('')).toBeNull();
  });
});
