package org.jitsuin.base.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** What happened in a key ceremony, or follows from one. */
public sealed interface CeremonyAct extends AuditAct {
  /** A key generation of an authority came to be in the key ceremony. */
  record IssuerCreated(Issuer issuer, Serial serial, Fingerprint certificate, String scheme)
      implements CeremonyAct {
    @Override
    public String kind() {
      return "issuer-created";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "serial", serial.toString(),
          "certificate", certificate.toString(),
          "scheme", scheme);
    }
  }

  /** A delegated OCSP signer certificate was issued. */
  record SignerIssued(Issuer issuer, Serial serial, Fingerprint certificate, Instant notAfter)
      implements CeremonyAct {
    @Override
    public String kind() {
      return "ocsp-signer-issued";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "serial", serial.toString(),
          "certificate", certificate.toString(),
          "notAfter", AuditEntry.text(notAfter));
    }
  }

  /** A member of staff was given a certificate and a role; no municipality where it has none. */
  record StaffRegistered(String name, String role, Optional<String> municipality, Serial serial)
      implements CeremonyAct {
    @Override
    public String kind() {
      return "staff-registered";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "name",
          name,
          "role",
          role,
          "municipality",
          municipality.orElse(""),
          "serial",
          serial.toString());
    }
  }

  /**
   * The key that signs the checkpoints of this log came to be.
   *
   * @param origin names the log
   * @param key the SHA-256 of the SubjectPublicKeyInfo
   */
  record LogKeyCreated(String origin, Fingerprint key, String scheme) implements CeremonyAct {
    @Override
    public String kind() {
      return "log-key-created";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("origin", origin, "key", key.toString(), "scheme", scheme);
    }
  }
}
