package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.time.InstantSource;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.testing.TestStack;

/** Names and keys of the issuers in the test stack, as the certificate authority has them. */
final class IssuerKeys implements AutoCloseable {
  private final Jdbi jdbi;
  private final SigningPool ca;

  IssuerKeys(TestStack stack, InstantSource clock) {
    this.jdbi = stack.jdbi("admin");
    this.ca = SigningPool.configured(stack.settings(), "ca", clock);
  }

  X500Name name(int issuer) throws IOException {
    byte[] der = column(issuer, "certificate", byte[].class);
    return new X509CertificateHolder(der).getSubject();
  }

  SigningKey key(int issuer) {
    return ca.key(
        column(issuer, "key_label", String.class),
        SignatureScheme.byId(column(issuer, "scheme", String.class)).orElseThrow());
  }

  private <T> T column(int issuer, String name, Class<T> type) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT " + name + " FROM status.issuer WHERE issuer_no = ?")
            .bind(0, issuer)
            .mapTo(type)
            .one());
  }

  @Override
  public void close() {
    ca.close();
  }
}
