package org.jitsuin.crl.filter.publish;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.filter.Sha256;
import org.jitsuin.store.IssuerRow;

/**
 * The key generations of an authority, in the order in which a filter has them: by number, so that
 * a later one stands behind all before.
 */
record Generations(Authority authority, List<Generation> all) {
  Generations {
    all = List.copyOf(all);
  }

  /**
   * A key generation.
   *
   * @param number names it in the database
   * @param key the SHA-256 of its SubjectPublicKeyInfo
   */
  record Generation(int number, X509Certificate certificate, Sha256 key) {}

  static Generations read(Handle handle, Authority authority) {
    return new Generations(
        authority,
        IssuerRow.all(handle).stream()
            .filter(row -> row.issuer().authority() == authority)
            .map(row ->
                new Generation(
                    row.number(), row.certificate(), Sha256.of(row.certificate().getPublicKey())))
            .toList());
  }

  List<X509Certificate> certificates() {
    return all.stream().map(Generation::certificate).toList();
  }
}
