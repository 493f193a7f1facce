package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;

/** Acts upon certificates. */
public sealed interface CertificateAct extends AuditAct {
  /** A certificate among those that an act issued. */
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
  record CertificatesIssued(String id, List<IssuedCertificate> certificates)
      implements CertificateAct {
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
  record IssueAbandoned(Issuer issuer, Serial serial, Optional<String> card)
      implements CertificateAct {
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
   * @param ground why, such as {@code resident-data-changed}
   * @param cause what brought it about, such as {@code resident-event e-17}
   */
  record CertificateRevoked(
      String id, Issuer issuer, Serial serial, Revocation revocation, String ground, String cause)
      implements CertificateAct {
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
          "invalidSince", revocation.invalidSince().map(AuditEntry::text).orElse(""),
          "ground", ground,
          "cause", cause);
    }
  }

  /**
   * A certificate that a key generation signed for no card was revoked: that of an OCSP signer, or
   * a link certificate.
   *
   * @param ground why, such as {@code key-compromise}
   * @param cause what brought it about, such as {@code revocation-job 7d1e…}
   */
  record OwnCertificateRevoked(
      Issuer issuer, Serial serial, Revocation revocation, String ground, String cause)
      implements CertificateAct {
    @Override
    public String kind() {
      return "authority-certificate-revoked";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "serial", serial.toString(),
          "reason", revocation.reason().id(),
          "revokedAt", AuditEntry.text(revocation.at()),
          "invalidSince", revocation.invalidSince().map(AuditEntry::text).orElse(""),
          "ground", ground,
          "cause", cause);
    }
  }

  /**
   * A revocation was amended to a worse reason; its time stays.
   *
   * @param revocation as it is told from now on
   * @param former as it was told until now
   * @param ground why, such as {@code key-compromise}
   * @param cause what brought it about, such as {@code request}
   */
  record RevocationAmended(
      String id,
      Issuer issuer,
      Serial serial,
      Revocation revocation,
      Revocation former,
      String ground,
      String cause)
      implements CertificateAct {
    @Override
    public String kind() {
      return "revocation-amended";
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
          "invalidSince", revocation.invalidSince().map(AuditEntry::text).orElse(""),
          "formerReason", former.reason().id(),
          "formerInvalidSince", former.invalidSince().map(AuditEntry::text).orElse(""),
          "ground", ground,
          "cause", cause);
    }
  }

  /**
   * A key was reported as compromised of whose certificate nothing more is told: it ran out before,
   * or what was published of it stays.
   *
   * @param ground what was reported, such as {@code key-compromise}
   * @param invalidSince from when the certificate should not be trusted, if that was said
   * @param present who came to the counter; may be empty
   * @param documents what identity was checked with; may be empty
   * @param evidence the hash of what was noted besides; may be empty
   * @param cause what brought it about, such as {@code request}
   */
  record CompromiseReported(
      String id,
      Issuer issuer,
      Serial serial,
      String ground,
      Optional<Instant> invalidSince,
      List<String> present,
      List<String> documents,
      String evidence,
      String cause)
      implements CertificateAct {
    public CompromiseReported {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }

    @Override
    public String kind() {
      return "compromise-reported";
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
          "ground", ground,
          "invalidSince", invalidSince.map(AuditEntry::text).orElse(""),
          "present", present,
          "documents", documents,
          "evidence", evidence,
          "cause", cause);
    }
  }

  /**
   * A requested revocation was carried out: how the requester was identified, and on what evidence.
   *
   * @param ground what they asked for, such as {@code holder-request}
   * @param present who came to the counter; may be empty
   * @param documents what identity was checked with; may be empty
   * @param evidence the hash of what was noted besides; may be empty
   */
  record RevocationRequested(
      String id,
      Issuer issuer,
      Serial serial,
      String ground,
      List<String> present,
      List<String> documents,
      String evidence)
      implements CertificateAct {
    public RevocationRequested {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }

    @Override
    public String kind() {
      return "revocation-requested";
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
          "ground", ground,
          "present", present,
          "documents", documents,
          "evidence", evidence);
    }
  }

  /** A certificate is on hold. */
  record CertificateHeld(String id, Issuer issuer, Serial serial, Revocation hold)
      implements CertificateAct {
    @Override
    public String kind() {
      return "certificate-held";
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
          "heldAt", AuditEntry.text(hold.at()));
    }
  }

  /** A certificate that was on hold is good again. */
  record CertificateRestored(String id, Issuer issuer, Serial serial) implements CertificateAct {
    @Override
    public String kind() {
      return "certificate-restored";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "issuer", issuer.toString(), "serial", serial.toString());
    }
  }

  /**
   * A mass revocation was proposed.
   *
   * @param job its id
   * @param selection which certificates, such as {@code municipality 13221}
   * @param ground why, such as {@code key-compromise}
   * @param reason the hash that binds the reason in words
   * @param total how many certificates are selected
   */
  record RevocationJobProposed(
      String job, String selection, String ground, String reason, long total)
      implements CertificateAct {
    @Override
    public String kind() {
      return "revocation-job-proposed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "job", job, "selection", selection, "ground", ground, "reason", reason, "total", total);
    }
  }

  /** A second person approved a mass revocation: it runs from then on. */
  record RevocationJobApproved(String job, long total) implements CertificateAct {
    @Override
    public String kind() {
      return "revocation-job-approved";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("job", job, "total", total);
    }
  }

  /**
   * A mass revocation came to its end.
   *
   * @param already how many it found revoked, run out or no longer selected
   */
  record RevocationJobFinished(String job, long revoked, long already) implements CertificateAct {
    @Override
    public String kind() {
      return "revocation-job-finished";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("job", job, "revoked", revoked, "already", already);
    }
  }

  /** A mass revocation was cancelled; what it had revoked stays revoked. */
  record RevocationJobCancelled(String job, long revoked) implements CertificateAct {
    @Override
    public String kind() {
      return "revocation-job-cancelled";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("job", job, "revoked", revoked);
    }
  }
}
