package org.jitsuin.ca.signer;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.signer.RequestFacts.Found;
import org.jitsuin.ca.signer.SignerRules.Decision;
import org.jitsuin.ca.signer.SignerRules.Ground;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerRequestTable;
import org.jitsuin.ca.store.SigningIntent.IntentKey;
import org.jitsuin.ca.store.Transactions;

/**
 * Answers one request for the certificate of an OCSP signer: decides and records what will be
 * signed, signs it, records the result. What is interrupted in between is given up, and the request
 * is answered anew.
 */
public final class SignerIssue {
  private static final CaLog LOG = CaLog.LOG;

  private final Transactions transactions;
  private final Abandonment abandonment;
  private final AuditLog auditLog;
  private final SerialSource serials;
  private final Node node;
  private final Actor actor;
  private final SignerRecord record;

  public SignerIssue(
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
    this.record = new SignerRecord(auditLog, actor);
  }

  /**
   * Answers a request.
   *
   * @param generation whose key is to sign; empty where it does not sign now
   * @return whether it was certified
   * @throws org.jitsuin.base.Fault if the key does not sign
   */
  boolean answer(SignerRequest request, Optional<Generation> generation, Instant now) {
    Optional<SignerDraft> draft =
        transactions.run(handle -> decide(handle, request.number(), generation, now));
    return draft.isPresent() && sign(draft.get(), now);
  }

  /** Returns what is to be signed; empty where the request waits, is refused, or is dealt with. */
  private Optional<SignerDraft> decide(
      Handle handle, long number, Optional<Generation> known, Instant now) {
    Optional<SignerRequest> locked =
        SignerRequestTable.lockOpen(handle, number).filter(open -> !isBeingSigned(handle, open));
    if (locked.isEmpty()) {
      return Optional.empty();
    }
    SignerRequest request = locked.get();
    // It may have been retired since it was read.
    Optional<Generation> generation =
        known.filter(_ -> !IssuerTable.isRetired(handle, request.issuerNumber()));
    Found found = new RequestFacts(handle, now).of(request, generation);
    return switch (SignerRules.decide(found.facts())) {
      case Decision.Refuse(SignerRequestAnswer answer) -> {
        refuse(handle, request, generation, answer, now);
        yield Optional.empty();
      }
      case Decision.Wait(SignerRequestAnswer answer) -> {
        postpone(handle, request, found, answer, now);
        yield Optional.empty();
      }
      case Decision.Certify(Ground by) ->
          Optional.of(begin(handle, request, generation.orElseThrow(), found, by, now));
    };
  }

  /** Another server may be about to sign, or one that died was. */
  private static boolean isBeingSigned(Handle handle, SignerRequest request) {
    return request
        .serial()
        .map(serial -> new IntentKey(request.issuerNumber(), serial))
        .filter(key -> !IntentTable.lockPending(handle, List.of(key)).isEmpty())
        .isPresent();
  }

  private static void refuse(
      Handle handle,
      SignerRequest request,
      Optional<Generation> generation,
      SignerRequestAnswer answer,
      Instant now) {
    SignerRequestTable.refuse(handle, request.number(), answer, now);
    LOG.signerRefused(request.number(), name(generation), answer.sentence());
  }

  private static String name(Optional<Generation> generation) {
    return generation.map(of -> of.issuing().policy().issuer().toString()).orElse("-");
  }

  /** Lets a request wait, for a day at the most where nobody admits the key. */
  private static void postpone(
      Handle handle, SignerRequest request, Found found, SignerRequestAnswer answer, Instant now) {
    if (SignerRules.isOverdue(answer, request.requestedAt(), now)) {
      SignerRequestTable.refuse(handle, request.number(), SignerRequestAnswer.NOT_ADMITTED, now);
      return;
    }
    SignerRequestTable.postpone(handle, request.number(), answer, now);
    if (!request.answer().equals(Optional.of(answer))) {
      String key = found.key().map(known -> known.hash().toString()).orElse("-");
      LOG.signerWaits(request.responder(), answer.sentence(), key);
    }
  }

  private SignerDraft begin(
      Handle handle,
      SignerRequest request,
      Generation generation,
      Found found,
      Ground by,
      Instant now) {
    KeyRequest key = found.key().orElseThrow();
    IssuingKey issuing = generation.issuing();
    CertificateContent content =
        OcspSignerProfile.content(
            issuing,
            key.key(),
            serials.next(now),
            now,
            generation.script().ocspSigner().validityDays());
    List<AuditAct> acts = new ArrayList<>();
    ResponderAdmission holder =
        found
            .facts()
            .responder()
            .flatMap(OcspResponder::inForce)
            .orElseGet(() -> admit(handle, request, acts, now));
    SignerDraft draft = new SignerDraft(request, issuing, key, holder, by, content);
    IntentTable.begin(handle, List.of(draft.intent()), node, now);
    SignerRequestTable.draw(handle, request.number(), content.serial());
    acts.add(
        new CeremonyAct.SignerRequested(
            request.responder(),
            issuing.policy().issuer(),
            content.serial(),
            key.hash(),
            request.endorsement().map(SignerRequest.Endorsement::serial)));
    auditLog.append(handle, now, actor, acts);
    return draft;
  }

  private static ResponderAdmission admit(
      Handle handle, SignerRequest request, List<AuditAct> acts, Instant now) {
    ResponderAdmission admitted = ResponderTable.admit(handle, request.responder(), now);
    acts.add(
        new CeremonyAct.ResponderAdmitted(
            admitted.responder(), admitted.admission(), "former-signer", Optional.empty()));
    LOG.responderAdmitted(admitted.responder());
    return admitted;
  }

  private boolean sign(SignerDraft draft, Instant now) {
    boolean recorded = false;
    try {
      IssuingKey issuing = draft.issuing();
      X509Certificate certificate =
          SignedCertificate.sign(draft.content().toBeSigned(), issuing.key());
      SignatureCheck.verify(certificate, draft.content(), issuing.certificate().getPublicKey());
      recorded = transactions.run(handle -> record.write(handle, draft, certificate, now));
      return recorded;
    } finally {
      if (!recorded) {
        abandonment.abandon(List.of(PendingIntent.of(draft.intent())));
      }
    }
  }
}
