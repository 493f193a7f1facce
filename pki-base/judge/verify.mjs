// Verifies what is signed with OpenSSL, as Node.js offers it. Arguments: the certificate of the signer and a file with a Certificate,
// a CertificateList or a BasicOCSPResponse, all in DER: SEQUENCE { what is signed, AlgorithmIdentifier, BIT STRING, ... }.
import { readFileSync } from "node:fs";
import { X509Certificate, verify } from "node:crypto";

const HASHES = new Map([
  ["2a864886f70d01010b", "sha256"],
  ["2a8648ce3d040302", "sha256"],
  ["2a8648ce3d040303", "sha384"],
  ["608648016503040312", null],
]);

/** The element at a place: where its content begins and where it ends. */
function element(octets, at) {
  let length = octets[at + 1];
  let begin = at + 2;
  if (length >= 0x80) {
    const more = length & 0x7f;
    length = octets.readUIntBE(begin, more);
    begin += more;
  }
  return { at, begin, end: begin + length };
}

const [signerFile, signedFile] = process.argv.slice(2);
const signer = new X509Certificate(readFileSync(signerFile));
const octets = readFileSync(signedFile);
const signed = element(octets, element(octets, 0).begin);
const algorithm = element(octets, signed.end);
const identifier = element(octets, algorithm.begin);
const signature = element(octets, algorithm.end);
const name = octets.subarray(identifier.begin, identifier.end).toString("hex");
if (!HASHES.has(name)) {
  throw new Error("another algorithm: " + name);
}
const good = verify(
  HASHES.get(name),
  octets.subarray(signed.at, signed.end),
  signer.publicKey,
  octets.subarray(signature.begin + 1, signature.end),
);
let whole = true;
try {
  // As a certificate it is read and verified by OpenSSL's own parser as well.
  whole = new X509Certificate(octets).verify(signer.publicKey);
} catch {
  // It is no certificate.
}
console.log(`${good && whole ? "verified" : "not verified"} by OpenSSL ${process.versions.openssl}`);
