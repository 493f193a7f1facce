package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.issue.Preparation.Draft;
import org.jitsuin.ca.issue.Preparation.Prepared;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Issues the certificates of a card as one act: all that were asked for, or none.
 *
 * <p>Decide, lint, record the intent, sign, verify, record the result. Whatever ends in between
 * leaves an intent that is given up: its serial numbers are revoked and were never handed out.
 */
public final class IssueCertificates {
  private final Transactions transactions;
  private final Preparation preparation;
  private final CertificateLint lint;
  private final Abandonment abandonment;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Node node;

  public IssueCertificates(
      Transactions transactions,
      Preparation preparation,
      CertificateLint lint,
      Abandonment abandonment,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    this.transactions = transactions;
    this.preparation = preparation;
    this.lint = lint;
    this.abandonment = abandonment;
    this.clock = clock;
    this.random = random;
    this.node = node;
  }

  /** What was issued, to which card. */
  public record Issued(String cardId, List<CardCertificate> certificates) {
    public Issued {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * @param requests a PKCS#10 request for each kind that is asked for, at least one
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Issued> issue(
      StaffMember caller,
      RequestId request,
      String cardId,
      Map<Authority, String> requests,
      Function<Issued, Der> encode) {
    return preparation
        .prepare(caller, request, cardId, requests)
        .then(prepared -> carryOut(caller, request, prepared, encode));
  }

  private Outcome<Issued> carryOut(
      StaffMember caller, RequestId request, Prepared prepared, Function<Issued, Der> encode) {
    for (Draft draft : prepared.drafts()) {
      List<String> findings = lint.findings(draft.content(), draft.issuing());
      if (!findings.isEmpty()) {
        throw new Fault(FaultCode.INTEGRITY_VIOLATED, String.join("; ", findings));
      }
    }
    transactions.run(handle -> {
      IntentTable.begin(handle, prepared.intents(), node, clock.instant());
      return prepared;
    });
    boolean recorded = false;
    try {
      List<CardCertificate> signed =
          prepared.drafts().stream().map(draft -> sign(prepared.card().id(), draft)).toList();
      Outcome<Issued> outcome =
          transactions.once(request, encode, handle -> record(handle, caller, prepared, signed));
      recorded = outcome instanceof Outcome.Done<Issued>;
      return outcome;
    } finally {
      if (!recorded) {
        abandonment.abandon(prepared.pending());
      }
    }
  }

  private static CardCertificate sign(String cardId, Draft draft) {
    X509Certificate certificate =
        SignedCertificate.sign(draft.content().toBeSigned(), draft.issuing().key());
    SignatureCheck.verify(
        certificate, draft.content(), draft.issuing().certificate().getPublicKey());
    return new CardCertificate(
        draft.issuing().policy().issuer(),
        draft.issuing().number(),
        draft.content().serial(),
        cardId,
        draft.partition().id(),
        draft.partition().number(),
        draft.content().notBefore(),
        draft.content().notAfter(),
        Optional.empty(),
        Der.of(SignedCertificate.der(certificate)));
  }

  private Outcome<Effect<Issued>> record(
      Handle handle, StaffMember caller, Prepared prepared, List<CardCertificate> signed) {
    // The lock makes this issue and any change of the resident or of the card wait for each other.
    boolean overtaken =
        ResidentTable.lock(handle, prepared.card().registerId())
            .filter(resident -> resident.version() == prepared.residentVersion())
            .isEmpty();
    Set<Authority> live =
        CertificateTable.liveOfCard(handle, prepared.card().id()).stream()
            .filter(existing -> !existing.isOver(clock.instant()))
            .map(existing -> existing.issuer().authority())
            .collect(Collectors.toSet());
    if (overtaken || signed.stream().anyMatch(one -> live.contains(one.issuer().authority()))) {
      return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
    }
    List<Fingerprint> keys = prepared.drafts().stream().map(Draft::keyHash).toList();
    if (!CertificateTable.certifiedKeys(handle, keys).isEmpty()) {
      return Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates");
    }
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < signed.size(); i++) {
      CardCertificate certificate = signed.get(i);
      Draft draft = prepared.drafts().get(i);
      if (!IntentTable.complete(handle, certificate.issuerNumber(), certificate.serial())) {
        return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
      }
      CertificateTable.insert(handle, certificate, draft.commonName(), draft.keyHash());
      changes.add(
          new Change(
              certificate.issuerNumber(),
              certificate.serial(),
              certificate.partitionNumber(),
              certificate.notAfter(),
              Optional.empty()));
    }
    StatusFeed.issued(handle, changes);
    AuditTable.append(handle, entry(caller, prepared.card().id(), signed));
    return Outcome.done(new Effect<>(new Issued(prepared.card().id(), signed), changes));
  }

  private AuditEntry entry(StaffMember caller, String cardId, List<CardCertificate> signed) {
    Instant now = clock.instant();
    List<AuditAct.IssuedCertificate> certificates =
        signed.stream()
            .map(certificate ->
                new AuditAct.IssuedCertificate(
                    certificate.issuer(),
                    certificate.serial(),
                    certificate.partition(),
                    certificate.der().fingerprint()))
            .toList();
    AuditAct act = new AuditAct.CertificatesIssued(cardId, certificates);
    return AuditEntry.of(now, caller.actor(), act, random);
  }
}
