package org.jitsuin.ocsp.renewal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Bytes;

/** Proves that a responder has a key: a PKCS#10 request (RFC 2986) that the key itself signs. */
final class KeyProof {
  private KeyProof() {}

  /**
   * The request in DER.
   *
   * @param responder stands in it for people; the authority gives the certificate another name
   */
  static Bytes request(String responder, PublicKey publicKey, SigningKey key) {
    try {
      return Bytes.of(
          new PKCS10CertificationRequestBuilder(
                  new X500NameBuilder().addRDN(BCStyle.CN, responder).build(),
                  SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()))
              .build(new KeyContentSigner(key))
              .toASN1Structure()
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException("a request in memory can be encoded", e);
    }
  }
}
