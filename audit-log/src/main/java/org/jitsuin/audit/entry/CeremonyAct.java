package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Acts of a key ceremony, or that follow from one. */
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
   * The server was given a new key and certificate for TLS.
   *
   * @param hosts the names and addresses in it
   */
  record ServerCertificateIssued(List<String> hosts, Serial serial, Instant notAfter)
      implements CeremonyAct {
    public ServerCertificateIssued {
      hosts = List.copyOf(hosts);
    }

    @Override
    public String kind() {
      return "server-certificate-issued";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "hosts", hosts, "serial", serial.toString(), "notAfter", AuditEntry.text(notAfter));
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

  /**
   * The secret that opens the tokens was split among custodians.
   *
   * @param set names the split
   * @param needed how many of them open the tokens
   * @param names of the custodians, in the order of their shares
   */
  record CustodiansAppointed(String set, int needed, List<String> names) implements CeremonyAct {
    public CustodiansAppointed {
      names = List.copyOf(names);
    }

    @Override
    public String kind() {
      return "custodians-appointed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("set", set, "needed", needed, "custodians", names);
    }
  }

  /**
   * Custodians opened the tokens together.
   *
   * @param shares the numbers of the shares that were used
   * @param purpose what for, such as {@code start}
   */
  record TokensUnlocked(String set, List<Integer> shares, String purpose) implements CeremonyAct {
    public TokensUnlocked {
      shares = List.copyOf(shares);
    }

    @Override
    public String kind() {
      return "tokens-unlocked";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("set", set, "shares", shares, "purpose", purpose);
    }
  }

  /**
   * A ceremony came to its end, and its record was written.
   *
   * @param ceremony which: {@code foundation} or {@code roll-over}
   * @param script the SHA-256 of the script's file; empty where the program brought the plan
   * @param record the SHA-256 of the record, which custodians sign
   */
  record CeremonyRecorded(String ceremony, Optional<Fingerprint> script, Fingerprint record)
      implements CeremonyAct {
    @Override
    public String kind() {
      return "ceremony-recorded";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "ceremony",
          ceremony,
          "script",
          script.map(Fingerprint::toString).orElse(""),
          "record",
          record.toString());
    }
  }

  /** A new key generation is being made while the one before it goes on issuing. */
  record RollOverBegun(Issuer issuer, Issuer predecessor) implements CeremonyAct {
    @Override
    public String kind() {
      return "roll-over-begun";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("issuer", issuer.toString(), "predecessor", predecessor.toString());
    }
  }

  /**
   * The key of one generation certified the key of another (RFC 4210 §4.4).
   *
   * @param issuer whose key signed
   * @param subject whose key is certified
   */
  record LinkIssued(Issuer issuer, Issuer subject, Serial serial, Fingerprint certificate)
      implements CeremonyAct {
    @Override
    public String kind() {
      return "link-certificate-issued";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "subject", subject.toString(),
          "serial", serial.toString(),
          "certificate", certificate.toString());
    }
  }

  /** A new key generation issues from now on; the one before it only answers. */
  record RollOverCompleted(Issuer issuer, Issuer predecessor) implements CeremonyAct {
    @Override
    public String kind() {
      return "roll-over-completed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("issuer", issuer.toString(), "predecessor", predecessor.toString());
    }
  }

  /**
   * The tokens were copied, and each key has signed from the copy.
   *
   * @param backup the SHA-256 of the encrypted file
   * @param keys how many keys have signed
   */
  record TokensBackedUp(Fingerprint backup, int keys) implements CeremonyAct {
    @Override
    public String kind() {
      return "tokens-backed-up";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("backup", backup.toString(), "keys", keys);
    }
  }

  /** The tokens were put back from a copy; members as in {@link TokensBackedUp}. */
  record TokensRestored(Fingerprint backup, int keys) implements CeremonyAct {
    @Override
    public String kind() {
      return "tokens-restored";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("backup", backup.toString(), "keys", keys);
    }
  }
}
