import { describe, expect, it } from 'vitest';
import { isRequest, pemBlocks, requestPem, serialOf } from '$/counter/keys/der';
import { issuedOver, type CardOrder } from '$/counter/keys/orders';
import { kindOf, missingOf, requestsIn, take, type Offered } from '$/counter/keys/requests';
import { recognise, recogniseOctets } from '$/counter/find/recognise';
import { certificate, request } from './counter-samples';

const octets = (pem: string) => pemBlocks(pem)[0]!.octets;
const text = (value: string) => new TextEncoder().encode(value);

describe('DER', () => {
  it('serial number of a certificate, as the API writes it', () => {
    expect(serialOf(octets(certificate))).toBe('3f00aa11bb22cc33dd44ee55ff66aa77');
  });

  it('a request is no certificate, and the other way round', () => {
    expect(serialOf(octets(request))).toBeNull();
    expect(isRequest(octets(certificate))).toBe(false);
    expect(isRequest(octets(request))).toBe(true);
  });

  it('what is cut is neither', () => {
    const cut = octets(request).subarray(0, 200);
    expect(isRequest(cut)).toBe(false);
    expect(serialOf(octets(certificate).subarray(0, 200))).toBeNull();
    expect(isRequest(new Uint8Array([0x30, 0x80, 0, 0]))).toBe(false);
  });

  it('PEM and DER of a request are the same to the API', () => {
    expect(requestsIn(octets(request), 'a.csr')[0]!.pem).toBe(requestsIn(text(request), 'a.csr')[0]!.pem);
    expect(pemBlocks(requestPem(octets(request)))[0]!.octets).toEqual(octets(request));
  });
});

describe('requests', () => {
  it.each([
    ['signature.csr', 'signature'],
    ['署名用.p10', 'signature'],
    ['user-identification.csr', 'user-identification'],
    ['利用者証明用電子証明書.csr', 'user-identification'],
    ['ＵＳＥＲ.csr', 'user-identification'],
    ['card.csr', null],
    ['sign-and-auth.csr', null],
  ])('%s is for %s', (name, kind) => expect(kindOf(name)).toBe(kind));

  const offer = (name: string): Offered => ({ pem: name, name, kind: kindOf(name) });
  const both = ['signature', 'user-identification'] as const;

  it('two files at once, whatever their order', () => {
    const taken = take({}, [offer('user.csr'), offer('sign.csr')], both);
    expect(taken.requests.signature?.name).toBe('sign.csr');
    expect(taken.requests['user-identification']?.name).toBe('user.csr');
    expect(missingOf(taken.requests, both)).toEqual([]);
  });

  it('one without a name that says it goes where one is missing', () => {
    expect(take({ signature: offer('sign.csr') }, [offer('x.csr')], both).requests['user-identification']?.name).toBe('x.csr');
    expect(take({}, [offer('x.csr')], ['signature']).requests.signature?.name).toBe('x.csr');
  });

  it('two that do not say it are asked about', () => {
    const taken = take({}, requestsIn(text(request + request), 'both.txt'), both);
    expect(taken.unclear).toHaveLength(2);
    expect(missingOf(taken.requests, both)).toEqual(both);
  });

  it('what nobody needs is left out', () => {
    expect(take({}, [offer('user.csr')], ['signature']).requests).toEqual({});
  });

  it('a certificate, a key or a picture is no request', () => {
    expect(requestsIn(text(certificate), 'signature.csr')).toEqual([]);
    expect(requestsIn(text('hello'), 'signature.csr')).toEqual([]);
  });
});

describe('the one box knows what was pasted', () => {
  const card = '8b1f6a52-4d0e-4c7b-9f35-0a6f2f6f9f11';

  it.each([
    ['', { kind: 'nothing' }],
    [` ${card.toUpperCase()} `, { kind: 'card', card }],
    [card.replace(/-/g, '－').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)), { kind: 'card', card }],
    ['3F:00:aa:11:bb:22:cc:33', { kind: 'serial', serial: '3f00aa11bb22cc33', fromCertificate: false }],
    ['00aa11bb22cc33dd44', { kind: 'serial', serial: 'aa11bb22cc33dd44', fromCertificate: false }],
    ['4711', { kind: 'entry', entry: '4711' }],
    ['No. 4,711', { kind: 'entry', entry: '4711' }],
    ['４７１１', { kind: 'entry', entry: '4711' }],
    ['R-0001', { kind: 'register-id', registerId: 'R-0001' }],
    ['山田　花子', { kind: 'person' }],
    ['やまだ', { kind: 'person' }],
    ['NGUYEN THI HOA', { kind: 'person' }],
    ['123456789012', { kind: 'my-number' }],
    ['1234-5678-9012', { kind: 'my-number' }],
    ['１２３４　５６７８　９０１２', { kind: 'my-number' }],
    ['{"a":1}', { kind: 'unknown' }],
    ['-----BEGIN CERTIFICATE-----', { kind: 'unknown' }],
  ])('%j', (text, what) => expect(recognise(text)).toEqual(what));

  it('a certificate, pasted or as a file', () => {
    const found = { kind: 'serial', serial: '3f00aa11bb22cc33dd44ee55ff66aa77', fromCertificate: true };
    expect(recognise(certificate)).toEqual(found);
    expect(recogniseOctets(octets(certificate))).toEqual(found);
    expect(recogniseOctets(text(certificate))).toEqual(found);
    expect(recogniseOctets(text('hello'))).toEqual({ kind: 'unknown' });
  });
});

describe('an order that goes on', () => {
  const order: CardOrder = {
    order: '8b1f6a52-4d0e-4c7b-9f35-0a6f2f6f9f11',
    chip: '0123456789ABCDEF',
    certificates: ['signature', 'user-identification'],
    state: 'open',
    issued: [
      { authority: 'signature', generation: 1, serial: '0A' },
      { authority: 'user-identification', generation: 1, serial: '0B' },
    ],
  };
  const kept = (authority: 'signature' | 'user-identification', serial: string, state: 'good' | 'revoked' = 'good') => ({
    authority,
    serial,
    state,
    generation: 1,
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2031-01-01T00:00:00Z',
    chainNumber: 1,
    certificate,
  });

  it('brings what was issued over it, and nothing that was before or is revoked', () => {
    const found = issuedOver(order, [kept('signature', '09'), kept('signature', '0A'), kept('user-identification', '0A'), kept('user-identification', '0B', 'revoked')]);
    expect(found.map((one) => [one.authority, one.serial])).toEqual([['signature', '0A']]);
    expect(issuedOver({ ...order, issued: [] }, [kept('signature', '0A')])).toEqual([]);
  });
});
