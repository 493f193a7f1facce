package org.jitsuin.bench.ocsp;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;

/** The keys that the responder signs with, for what the token can do with them alone. */
record SignerKeys(Jdbi database, SigningPool token) {
  private record Row(String scheme, String label) {}

  /** Finds all signer keys, RSA-2048 as the key ceremony of a development installation has it. */
  List<SigningKey> find() {
    List<Row> rows =
        database.withHandle(handle ->
            handle
                .createQuery("SELECT scheme, key_label FROM status.ocsp_signer")
                .map((row, context) -> new Row(row.getString("scheme"), row.getString("key_label")))
                .list());
    return rows.stream()
        .map(row -> token.key(row.label(), SignatureScheme.byId(row.scheme()).orElseThrow()))
        .toList();
  }
}
