package org.jitsuin.ca.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.entry.Added;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.EntryObject;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;

/** Acts upon certificates. */
public sealed interface CertificateAct extends AuditAct {
  /** A certificate among those that an act issued. */
  record IssuedCertificate(Issuer issuer, Serial serial, String partition, Fingerprint certificate)
      implements EntryObject {}

  /**
   * Certificates were issued to a card as one act.
   *
   * @param present who came to the counter
   * @param documents what identity was checked with
   */
  @Kind("certificates-issued")
  record CertificatesIssued(
      String card,
      List<IssuedCertificate> certificates,
      @Added List<String> present,
      @Added List<String> documents)
      implements CertificateAct {
    public CertificatesIssued {
      certificates = List.copyOf(certificates);
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /** An issue was begun and not completed; its serial is revoked and was never handed out. */
  @Kind("issue-abandoned")
  record IssueAbandoned(Issuer issuer, Serial serial, Optional<String> card)
      implements CertificateAct {}

  /**
   * A certificate was revoked.
   *
   * @param invalidSince from when it should not be trusted, where that is earlier
   * @param ground why, such as {@code resident-data-changed}
   * @param cause what brought it about, such as {@code resident-event e-17}
   */
  @Kind("certificate-revoked")
  record CertificateRevoked(
      String card,
      Issuer issuer,
      Serial serial,
      RevocationReason reason,
      Instant revokedAt,
      Optional<Instant> invalidSince,
      String ground,
      String cause)
      implements CertificateAct {}

  /**
   * A certificate that a key generation signed for no card was revoked: that of an OCSP signer, or
   * a link certificate.
   *
   * @param invalidSince from when it should not be trusted, where that is earlier
   * @param ground why, such as {@code key-compromise}
   * @param cause what brought it about, such as {@code revocation-job 7d1e…}
   */
  @Kind("authority-certificate-revoked")
  record OwnCertificateRevoked(
      Issuer issuer,
      Serial serial,
      RevocationReason reason,
      Instant revokedAt,
      Optional<Instant> invalidSince,
      String ground,
      String cause)
      implements CertificateAct {}

  /**
   * A revocation was amended to a worse reason; its time stays.
   *
   * @param reason as it is told from now on
   * @param invalidSince as it is told from now on
   * @param formerReason as it was told until now
   * @param formerInvalidSince as it was told until now
   * @param ground why, such as {@code key-compromise}
   * @param cause what brought it about, such as {@code request}
   */
  @Kind("revocation-amended")
  record RevocationAmended(
      String card,
      Issuer issuer,
      Serial serial,
      RevocationReason reason,
      Instant revokedAt,
      Optional<Instant> invalidSince,
      RevocationReason formerReason,
      Optional<Instant> formerInvalidSince,
      String ground,
      String cause)
      implements CertificateAct {}

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
  @Kind("compromise-reported")
  record CompromiseReported(
      String card,
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
  }

  /**
   * A requested revocation was carried out: how the requester was identified, and on what evidence.
   *
   * @param ground what they asked for, such as {@code holder-request}
   * @param present who came to the counter; may be empty
   * @param documents what identity was checked with; may be empty
   * @param evidence the hash of what was noted besides; may be empty
   */
  @Kind("revocation-requested")
  record RevocationRequested(
      String card,
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
  }

  /** A certificate is on hold. */
  @Kind("certificate-held")
  record CertificateHeld(String card, Issuer issuer, Serial serial, Instant heldAt)
      implements CertificateAct {}

  /** A certificate that was on hold is good again. */
  @Kind("certificate-restored")
  record CertificateRestored(String card, Issuer issuer, Serial serial) implements CertificateAct {}

  /**
   * A mass revocation was proposed.
   *
   * @param job its id
   * @param selection which certificates, such as {@code municipality 13221}
   * @param ground why, such as {@code key-compromise}
   * @param reason the hash that binds the reason in words
   * @param total how many certificates are selected
   */
  @Kind("revocation-job-proposed")
  record RevocationJobProposed(
      String job, String selection, String ground, String reason, long total)
      implements CertificateAct {}

  /** A second person approved a mass revocation: it runs from then on. */
  @Kind("revocation-job-approved")
  record RevocationJobApproved(String job, long total) implements CertificateAct {}

  /**
   * A mass revocation came to its end.
   *
   * @param already how many it found revoked, run out or no longer selected
   */
  @Kind("revocation-job-finished")
  record RevocationJobFinished(String job, long revoked, long already) implements CertificateAct {}

  /**
   * A mass revocation was cancelled; what it had revoked stays revoked.
   *
   * @param fellWith the id of the person who had proposed or approved it and was shut out; absent
   *     where somebody cancelled it
   */
  @Kind("revocation-job-cancelled")
  record RevocationJobCancelled(String job, long revoked, @Added Optional<String> fellWith)
      implements CertificateAct {}
}
