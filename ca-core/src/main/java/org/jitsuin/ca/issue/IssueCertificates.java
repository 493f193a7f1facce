package org.jitsuin.ca.issue;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.issue.IssueAct.Prepared;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;

/**
 * Issues the certificates of a card as one act: all that were asked for, or none.
 *
 * <p>Decide, lint, record the intent, sign, verify, record the result. Whatever ends in between
 * leaves an intent that is given up: its serial numbers are revoked and were never handed out.
 * Requests that come at the same time share the transactions of each step.
 */
public final class IssueCertificates {
  private final Preparation preparation;
  private final Abandonment abandonment;
  private final IssueRecord record;
  private final InFlight inFlight;

  public IssueCertificates(
      Preparation preparation, IssueRecord record, Abandonment abandonment, InFlight inFlight) {
    this.preparation = preparation;
    this.record = record;
    this.abandonment = abandonment;
    this.inFlight = inFlight;
  }

  /** Issues what one person of an office asks for. */
  public Outcome<Answered<Issued>> issue(
      StaffMember caller, RequestId request, IssueRequest asked) {
    return issue(caller, request, asked, Terms.ALONE);
  }

  /** Issues what an office asks for. */
  public Outcome<Answered<Issued>> issue(
      StaffMember caller, RequestId request, IssueRequest asked, Terms terms) {
    inFlight.enter();
    try {
      return preparation.prepare(caller, request, asked, terms).then(this::carryOut);
    } finally {
      inFlight.leave();
    }
  }

  /** The first step by itself. */
  Preparation preparation() {
    return preparation;
  }

  /** The last step by itself. */
  IssueRecord record() {
    return record;
  }

  private Outcome<Answered<Issued>> carryOut(Prepared prepared) {
    boolean recorded = false;
    try {
      Outcome<Answered<Issued>> outcome = record.submit(prepared, sign(prepared));
      recorded = outcome instanceof Outcome.Done<Answered<Issued>>;
      return outcome;
    } finally {
      if (!recorded) {
        abandonment.abandon(prepared.pending());
      }
    }
  }

  /** The step between these. */
  static Issued sign(Prepared prepared) {
    return new Issued(
        prepared.cardId(),
        prepared.drafts().stream().map(draft -> sign(prepared.cardId(), draft)).toList());
  }

  private static FiledCertificate sign(String cardId, Draft draft) {
    X509Certificate certificate =
        SignedCertificate.sign(draft.toBeSigned().bytes(), draft.issuing().key());
    SignatureCheck.verify(
        certificate, draft.content(), draft.issuing().certificate().getPublicKey());
    CardCertificate signed =
        new CardCertificate(
            draft.issuing().policy().issuer(),
            draft.issuing().number(),
            draft.content().serial(),
            cardId,
            draft.chainNumber(),
            new CardCertificate.Crl(draft.partition().id(), draft.partition().number()),
            draft.content().notBefore(),
            draft.content().notAfter(),
            Optional.empty());
    return new FiledCertificate(signed, Bytes.of(SignedCertificate.der(certificate)));
  }
}
