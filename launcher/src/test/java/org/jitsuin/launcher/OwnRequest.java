package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;

/** Requests for keys that people have elsewhere. */
public final class OwnRequest {
  private OwnRequest() {}

  /** Writes a request for a new key. */
  public static Path write(Path file) throws IOException {
    SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    try {
      return Files.write(
          file,
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=mine"), key.publicKey())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
