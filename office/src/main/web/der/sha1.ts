import type { Octets } from '$/tlog/octets';

/**
 * SHA-1 (FIPS 180-4), only to name an issuer in an OCSP request (RFC 6960): nothing depends on its strength, and over plain HTTP a
 * browser has no other.
 */
export function sha1(octets: Uint8Array): Octets {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const padded = new Uint8Array(((octets.length + 72) >> 6) << 6);
  padded.set(octets);
  padded[octets.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, octets.length * 8);
  for (let at = 0; at < padded.length; at += 64) block(state, new DataView(padded.buffer, at, 64));
  const result = new Uint8Array(20);
  state.forEach((word, place) => new DataView(result.buffer).setUint32(place * 4, word));
  return result;
}

const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));

function block(state: Uint32Array, data: DataView): void {
  const words = new Uint32Array(80);
  for (let t = 0; t < 16; t++) words[t] = data.getUint32(t * 4);
  for (let t = 16; t < 80; t++) words[t] = rotated(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let t = 0; t < 80; t++) {
    const [mixed, constant] =
      t < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : t < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : t < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const next = (rotated(a, 5) + mixed + e + constant + words[t]!) >>> 0;
    [e, d, c, b, a] = [d, c, rotated(b, 30) >>> 0, a, next];
  }
  [a, b, c, d, e].forEach((word, place) => (state[place] = (state[place]! + word) >>> 0));
}
