package org.jitsuin.ca.signer;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StatusSignerProfile;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.StatusSignerTable;
import org.jitsuin.ca.store.StatusSignerTable.StatusSigner;
import org.jitsuin.ca.store.Transactions;

/**
 * Certifies a status key: records what will be signed, signs it, records the result. What is
 * interrupted in between is given up, and its key is certified anew.
 */
public final class StatusSignerIssue {
  private final Transactions transactions;
  private final Abandonment abandonment;
  private final AuditLog auditLog;
  private final SerialSource serials;
  private final Node node;
  private final Actor actor;

  public StatusSignerIssue(
      Transactions transactions,
      Abandonment abandonment,
      AuditLog auditLog,
      SecureRandom random,
      Node node) {
    this.transactions = transactions;
    this.abandonment = abandonment;
    this.auditLog = auditLog;
    this.serials = new SerialSource(random);
    this.node = node;
    this.actor = new Actor.Component("ca-core", node.name());
  }

  /** The key that is to be certified. */
  record StatusKey(String label, SignatureScheme scheme, PublicKey key) {}

  /** Returns the name of this server. */
  String node() {
    return node.name();
  }

  /** Returns the keys that a key generation certified. */
  List<StatusSigner> signers(int issuerNumber) {
    return transactions.run(handle -> StatusSignerTable.of(handle, issuerNumber));
  }

  /**
   * Certifies a key.
   *
   * @return false where the key generation was retired meanwhile, or the intent given up
   * @throws org.jitsuin.base.Fault if its key does not sign, or the database fails
   */
  boolean certify(Generation generation, StatusKey key, Instant now) {
    IssuingKey issuing = generation.issuing();
    CertificateContent content =
        StatusSignerProfile.content(
            issuing,
            SubjectPublicKeyInfo.getInstance(key.key().getEncoded()),
            serials.next(now),
            now,
            generation.script().ocspSigner().validityDays());
    SigningIntent intent =
        new SigningIntent(
            issuing.number(),
            content.serial(),
            Purpose.STATUS_SIGNER,
            Optional.empty(),
            Optional.empty(),
            content.notAfter(),
            Bytes.of(content.toBeSigned()));
    boolean begun =
        transactions.run(handle -> {
          boolean inForce = !IssuerTable.isRetired(handle, issuing.number());
          if (inForce) {
            IntentTable.begin(handle, List.of(intent), node, now);
          }
          return inForce;
        });
    return begun && sign(issuing, content, intent, key, now);
  }

  private boolean sign(
      IssuingKey issuing,
      CertificateContent content,
      SigningIntent intent,
      StatusKey key,
      Instant now) {
    boolean recorded = false;
    try {
      X509Certificate certificate = SignedCertificate.sign(content.toBeSigned(), issuing.key());
      SignatureCheck.verify(certificate, content, issuing.certificate().getPublicKey());
      recorded = transactions.run(handle -> record(handle, issuing, certificate, key, now));
      return recorded;
    } finally {
      if (!recorded) {
        abandonment.abandon(List.of(PendingIntent.of(intent)));
      }
    }
  }

  private boolean record(
      Handle handle, IssuingKey issuing, X509Certificate certificate, StatusKey key, Instant now) {
    SigningIntent.IntentKey intent = intentKey(issuing, certificate);
    if (!IntentTable.complete(handle, intent.issuerNumber(), intent.serial())) {
      return false;
    }
    Instant end = certificate.getNotAfter().toInstant();
    StatusSignerTable.insert(handle, issuing.number(), key.scheme(), key.label(), certificate);
    auditLog.append(
        handle,
        now,
        actor,
        new CeremonyAct.StatusSignerIssued(
            issuing.policy().issuer(),
            intent.serial(),
            Bytes.of(SignedCertificate.der(certificate)).fingerprint(),
            end,
            Fingerprint.of(key.key().getEncoded())));
    List<StatusFeed.Change> known =
        List.of(
            StatusFeed.Change.ofAuthority(
                issuing.number(), intent.serial(), end, Optional.empty()));
    StatusFeed.issued(handle, known);
    StatusFeed.append(handle, known, now);
    return true;
  }

  private static SigningIntent.IntentKey intentKey(
      IssuingKey issuing, X509Certificate certificate) {
    return new SigningIntent.IntentKey(issuing.number(), Serial.of(certificate.getSerialNumber()));
  }
}
