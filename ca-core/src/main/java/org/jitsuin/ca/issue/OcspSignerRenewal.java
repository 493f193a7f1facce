package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Gives the OCSP signers new certificates before theirs end: when less than half of the validity is
 * left, so that there is time to notice if it does not work.
 */
public final class OcspSignerRenewal {
  private static final int QUARTERS = 4;
  private static final int HALF = 2;
  private static final int THREE_QUARTERS = 3;
  private static final CaLog LOG = CaLog.LOG;

  private final Map<Issuer, Failure> failures = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final Authorities authorities;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final SerialSource serials;
  private final Node node;
  private final Actor actor;

  public OcspSignerRenewal(
      Transactions transactions,
      Authorities authorities,
      InstantSource clock,
      SecureRandom random,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.clock = clock;
    this.serials = new SerialSource(random);
    this.auditLog = auditLog;
    this.node = node;
    this.actor = new Actor.Component("ca-core", node.name());
  }

  /**
   * Renews what is due. A key generation that cannot sign keeps none of the others waiting; it is
   * told once, and tried again after a minute, two minutes, four, at most a day: each try leaves a
   * serial number that may have been signed.
   *
   * @return how many certificates were issued
   */
  public int renew() {
    Instant now = clock.instant();
    int renewed = 0;
    for (Generation generation : valid(now)) {
      Issuer issuer = generation.issuing().policy().issuer();
      Optional<Failure> failure = Optional.ofNullable(failures.get(issuer));
      if (failure.filter(last -> last.rests(now)).isEmpty()) {
        renewed += renew(generation, issuer, failure, now);
      }
    }
    return renewed;
  }

  /** How often a key generation failed in a row, and how long it is left in peace. */
  private record Failure(int count, Interval rest) {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofDays(1));

    boolean rests(Instant now) {
      return rest.contains(now);
    }

    static Failure after(Optional<Failure> last, Instant now) {
      int count = last.map(Failure::count).orElse(0) + 1;
      return new Failure(count, new Interval(now, BACKOFF.after(count)));
    }
  }

  private int renew(Generation generation, Issuer issuer, Optional<Failure> failure, Instant now) {
    try {
      int renewed = renew(generation, now);
      if (failures.remove(issuer) != null) {
        LOG.signerRenewedAgain(issuer.toString());
      }
      return renewed;
    } catch (Fault e) {
      // Who is being stopped does not cry.
      if (!Thread.currentThread().isInterrupted()) {
        if (failure.isEmpty()) {
          LOG.signerNotRenewed(issuer.toString(), e.code(), e.getMessage());
        }
        failures.put(issuer, Failure.after(failure, now));
      }
      return 0;
    }
  }

  private int renew(Generation generation, Instant now) {
    List<OcspSigner> due =
        newest(generation).stream()
            .filter(signer -> isPast(HALF, signer, generation, now))
            .toList();
    due.forEach(signer -> issue(generation, signer, now));
    return due.size();
  }

  /**
   * Key generations of which a signer should have been renewed long ago: three quarters of its
   * validity are over. Those that sign nothing any more are among them until they end themselves.
   */
  public List<Issuer> overdue() {
    Instant now = clock.instant();
    return valid(now).stream()
        .filter(generation ->
            newest(generation).stream()
                .anyMatch(signer -> isPast(THREE_QUARTERS, signer, generation, now)))
        .map(generation -> generation.issuing().policy().issuer())
        .toList();
  }

  private List<Generation> valid(Instant now) {
    return authorities.all().stream()
        .filter(generation -> generation.issuing().validAt(now))
        .toList();
  }

  /** The newest certificate of each key that still may be certified. */
  private List<OcspSigner> newest(Generation generation) {
    return transactions.run(
        handle -> IssuerTable.newestSigners(handle, generation.issuing().number()));
  }

  /**
   * @param part so many quarters of the validity that signers are given
   */
  private static boolean isPast(int part, OcspSigner signer, Generation generation, Instant now) {
    Instant end = signer.certificate().getNotAfter().toInstant();
    Instant lastPossible = generation.issuing().certificate().getNotAfter().toInstant();
    Duration left =
        Duration.ofDays(generation.script().ocspSigner().validityDays())
            .multipliedBy(QUARTERS - part)
            .dividedBy(QUARTERS);
    return now.plus(left).isAfter(end) && end.isBefore(lastPossible);
  }

  private void issue(Generation generation, OcspSigner old, Instant now) {
    IssuingKey issuing = generation.issuing();
    CertificateContent content =
        OcspSignerProfile.content(
            issuing,
            SubjectPublicKeyInfo.getInstance(old.certificate().getPublicKey().getEncoded()),
            serials.next(now),
            now,
            generation.script().ocspSigner().validityDays());
    SigningIntent intent =
        new SigningIntent(
            issuing.number(),
            content.serial(),
            Purpose.OCSP_SIGNER,
            Optional.empty(),
            Optional.empty(),
            content.notAfter(),
            Bytes.of(content.toBeSigned()));
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
        auditLog.append(handle, now, actor, issued(issuing, content, certificate));
        List<StatusFeed.Change> known =
            List.of(
                StatusFeed.Change.ofAuthority(
                    issuing.number(), content.serial(), content.notAfter(), Optional.empty()));
        StatusFeed.issued(handle, known);
        StatusFeed.append(handle, known, now);
      }
      return mine;
    });
  }

  private static AuditAct issued(
      IssuingKey issuing, CertificateContent content, X509Certificate certificate) {
    return new CeremonyAct.SignerIssued(
        issuing.policy().issuer(),
        content.serial(),
        Bytes.of(SignedCertificate.der(certificate)).fingerprint(),
        content.notAfter());
  }
}
