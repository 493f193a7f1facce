package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;

/**
 * A key that somebody of the staff has on a token of their own, and brings a request for.
 *
 * @param key its public part
 * @param request the file with the request (PKCS#10), in DER
 */
public record OwnKey(PublicKey key, Path request) {
  /** Makes a key, and writes a request for it. */
  public static OwnKey make(Path request) {
    SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=request"), key.publicKey())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate()))
              .getEncoded();
      return new OwnKey(key.publicKey(), Files.write(request, der));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a fresh key signs", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the request " + request + " cannot be written", e);
    }
  }
}
