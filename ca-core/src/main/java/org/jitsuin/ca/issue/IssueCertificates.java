package org.jitsuin.ca.issue;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.issue.IssueRecord.Signed;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.CertificateTable.Filed;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;

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
  private final InFlight traffic;

  public IssueCertificates(
      Preparation preparation, IssueRecord record, Abandonment abandonment, InFlight traffic) {
    this.preparation = preparation;
    this.record = record;
    this.abandonment = abandonment;
    this.traffic = traffic;
  }

  /** The certificates that were issued, and their card. */
  public record Issued(String cardId, List<Filed> certificates) {
    public Issued {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Issued> issue(
      StaffMember caller, RequestId request, IssueRequest asked, Function<Issued, Bytes> encode) {
    traffic.enter();
    try {
      return preparation
          .prepare(caller, request, asked)
          .then(prepared -> carryOut(caller, request, prepared, encode));
    } finally {
      traffic.leave();
    }
  }

  private Outcome<Issued> carryOut(
      StaffMember caller, RequestId request, Prepared prepared, Function<Issued, Bytes> encode) {
    boolean recorded = false;
    try {
      List<Filed> certificates =
          prepared.drafts().stream().map(draft -> sign(prepared.cardId(), draft)).toList();
      Issued issued = new Issued(prepared.cardId(), certificates);
      Outcome<Issued> outcome =
          record.submit(new Signed(caller, request, prepared, issued, encode.apply(issued)));
      recorded = outcome instanceof Outcome.Done<Issued>;
      return outcome;
    } finally {
      if (!recorded) {
        abandonment.abandon(prepared.pending());
      }
    }
  }

  private static Filed sign(String cardId, Draft draft) {
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
    return new Filed(signed, Bytes.of(SignedCertificate.der(certificate)));
  }
}
