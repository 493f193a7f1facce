package org.jitsuin.base.audit;

import java.time.Instant;
import java.util.Map;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/** What the servers did by themselves. */
public sealed interface ServiceAct extends AuditAct {
  /** A CRL was signed and published. */
  record CrlPublished(
      Issuer issuer,
      String partition,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements ServiceAct {
    @Override
    public String kind() {
      return "crl-published";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "partition", partition,
          "number", number,
          "thisUpdate", AuditEntry.text(thisUpdate),
          "nextUpdate", AuditEntry.text(nextUpdate),
          "entries", entries,
          "crl", crl.toString());
    }
  }

  /** A server began to serve. */
  record ServerStarted(String version) implements ServiceAct {
    @Override
    public String kind() {
      return "server-started";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("version", version);
    }
  }
}
