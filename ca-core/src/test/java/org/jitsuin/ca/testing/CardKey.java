package org.jitsuin.ca.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;

/** A key as a card has it, kept in memory, and the PKCS#10 request that it signs. */
public record CardKey(SoftwareKey key) {
  /** The next card's kind of key, which is the quicker to make. */
  public static CardKey p384() {
    return new CardKey(SoftwareKey.generate(SignatureScheme.ECDSA_P384_SHA384));
  }

  /** Today's card's. */
  public static CardKey rsa2048() {
    return new CardKey(SoftwareKey.generate(SignatureScheme.RSA_2048_SHA256));
  }

  /** The DER of a request. */
  public byte[] der() {
    PKCS10CertificationRequest request =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=card"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .build(new KeyContentSigner(key));
    try {
      return request.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request as PEM. */
  public String pem() {
    return pem(der());
  }

  /** The PEM of any request. */
  public static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }
}
