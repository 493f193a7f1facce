package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.CeremonyAct;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.Intent;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.IntentTable.Purpose;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.Transactions;

/**
 * Gives the OCSP signers new certificates before theirs end: when less than half of the validity is
 * left, so that there is time to notice if it does not work.
 */
public final class OcspSignerRenewal {
  private final Transactions transactions;
  private final Authorities authorities;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Node node;

  public OcspSignerRenewal(
      Transactions transactions,
      Authorities authorities,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.clock = clock;
    this.random = random;
    this.node = node;
  }

  /**
   * Renews what is due.
   *
   * @return how many certificates were issued
   */
  public int renew() {
    Instant now = clock.instant();
    int renewed = 0;
    for (Generation generation : authorities.all()) {
      IssuingKey issuing = generation.issuing();
      if (issuing.validAt(now)) {
        List<OcspSigner> signers =
            transactions.run(handle -> IssuerTable.signers(handle, issuing.number()));
        if (!signers.isEmpty() && isDue(signers.getFirst(), generation, now)) {
          issue(generation, signers.getFirst(), now);
          renewed++;
        }
      }
    }
    return renewed;
  }

  private static boolean isDue(OcspSigner signer, Generation generation, Instant now) {
    Instant end = signer.certificate().getNotAfter().toInstant();
    Instant lastPossible = generation.issuing().certificate().getNotAfter().toInstant();
    Duration half = Duration.ofDays(generation.script().ocspSigner().validityDays()).dividedBy(2);
    return now.plus(half).isAfter(end) && end.isBefore(lastPossible);
  }

  private void issue(Generation generation, OcspSigner old, Instant now) {
    IssuingKey issuing = generation.issuing();
    CertificateContent content =
        OcspSignerProfile.content(
            issuing,
            SubjectPublicKeyInfo.getInstance(old.certificate().getPublicKey().getEncoded()),
            new SerialSource(random).next(now),
            now,
            generation.script().ocspSigner().validityDays());
    Intent intent =
        new Intent(
            issuing.number(),
            content.serial(),
            Purpose.OCSP_SIGNER,
            Optional.empty(),
            Optional.empty(),
            content.notAfter(),
            Der.of(content.toBeSigned()));
    transactions.run(handle -> {
      IntentTable.begin(handle, List.of(intent), node, now);
      return intent;
    });
    X509Certificate certificate = SignedCertificate.sign(content.toBeSigned(), issuing.key());
    SignatureCheck.verify(certificate, content, issuing.certificate().getPublicKey());
    transactions.run(handle -> {
      boolean mine = IntentTable.complete(handle, issuing.number(), content.serial());
      if (mine) {
        IssuerTable.insertSigner(
            handle, new OcspSigner(issuing.number(), old.scheme(), old.keyLabel(), certificate));
        AuditTable.append(handle, entry(issuing, content, certificate, now));
      }
      return mine;
    });
  }

  private AuditEntry entry(
      IssuingKey issuing, CertificateContent content, X509Certificate certificate, Instant now) {
    AuditAct act =
        new CeremonyAct.SignerIssued(
            issuing.policy().issuer(),
            content.serial(),
            Der.of(SignedCertificate.der(certificate)).fingerprint(),
            content.notAfter());
    return AuditEntry.of(now, new Actor.Component("ca-core", node.name()), act, random);
  }
}
