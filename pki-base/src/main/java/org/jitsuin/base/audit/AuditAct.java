package org.jitsuin.base.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;

/**
 * What was done: one record per kind of act. None holds personal data; where an act rests on
 * personal data it holds the hash of a {@link Commitment}.
 */
public sealed interface AuditAct {
  /** The name of the kind in entries, such as {@code certificates-issued}; never changed. */
  String kind();

  /** The members of the detail object in an entry. */
  Map<String, Object> detail();

  /** The card that the act is about, if one. */
  default Optional<String> card() {
    return Optional.empty();
  }

  /** A key generation of an authority came to be in the key ceremony. */
  record IssuerCreated(Issuer issuer, Serial serial, Fingerprint certificate, String scheme)
      implements AuditAct {
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
      implements AuditAct {
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
      implements AuditAct {
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

  /** A card was registered with its holder. */
  record CardRegistered(String id, String municipality, String holder) implements AuditAct {
    @Override
    public String kind() {
      return "card-registered";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "municipality", municipality, "holder", holder);
    }
  }

  /** One certificate among those that an act issued. */
  record IssuedCertificate(Issuer issuer, Serial serial, String partition, Fingerprint der) {
    Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "serial", serial.toString(),
          "partition", partition,
          "certificate", der.toString());
    }
  }

  /** Certificates were issued to a card as one act. */
  record CertificatesIssued(String id, List<IssuedCertificate> certificates) implements AuditAct {
    public CertificatesIssued {
      certificates = List.copyOf(certificates);
    }

    @Override
    public String kind() {
      return "certificates-issued";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "card",
          id,
          "certificates",
          certificates.stream().map(IssuedCertificate::detail).toList());
    }
  }

  /** An issue was begun and not completed; its serial is revoked and was never handed out. */
  record IssueAbandoned(Issuer issuer, Serial serial, Optional<String> card) implements AuditAct {
    @Override
    public String kind() {
      return "issue-abandoned";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(), "serial", serial.toString(), "card", card.orElse(""));
    }
  }

  /**
   * A certificate was revoked.
   *
   * @param cause what it was revoked for, such as {@code resident-event e-17}
   */
  record CertificateRevoked(
      String id, Issuer issuer, Serial serial, Revocation revocation, String cause)
      implements AuditAct {
    @Override
    public String kind() {
      return "certificate-revoked";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "card", id,
          "issuer", issuer.toString(),
          "serial", serial.toString(),
          "reason", revocation.reason().id(),
          "revokedAt", AuditEntry.text(revocation.at()),
          "cause", cause);
    }
  }

  /** A fact from the resident register was taken in. */
  record ResidentEventRecorded(
      String event, String eventKind, String content, int certificatesRevoked) implements AuditAct {
    @Override
    public String kind() {
      return "resident-event-recorded";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "event", event,
          "eventKind", eventKind,
          "content", content,
          "certificatesRevoked", certificatesRevoked);
    }
  }

  /** A request was refused by a rule. */
  record Refused(String request, String code, Optional<String> card) implements AuditAct {
    @Override
    public String kind() {
      return "refused";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("request", request, "code", code, "card", card.orElse(""));
    }
  }

  /** Personal data of a card holder was shown. */
  record HolderRead(String id) implements AuditAct {
    @Override
    public String kind() {
      return "holder-read";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id);
    }
  }

  /** A CRL was signed and published. */
  record CrlPublished(
      Issuer issuer,
      String partition,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements AuditAct {
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
  record ServerStarted(String version) implements AuditAct {
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
