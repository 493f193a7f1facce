package org.jitsuin.ca.signer;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.signer.SignerRules.Ground;
import org.jitsuin.ca.store.AdmissionTable;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerRequestTable;
import org.jitsuin.ca.store.StatusFeed;

/** Records the certificates of OCSP signers that were signed. */
record SignerRecord(AuditLog auditLog, Actor actor) {
  /**
   * Records a certificate.
   *
   * @return false where the responder was withdrawn meanwhile, its key is admitted no more, or the
   *     intent given up
   */
  boolean write(Handle handle, SignerDraft draft, X509Certificate certificate, Instant now) {
    boolean admitted =
        ResponderTable.lock(handle, draft.holder().responder())
            .flatMap(OcspResponder::inForce)
            .filter(draft.holder()::equals)
            .isPresent();
    boolean admits =
        draft.by() != Ground.ADMITTED_KEY
            || AdmissionTable.lock(handle, draft.holder().responder())
                .filter(admission -> admission.admits(draft.key().hash()))
                .isPresent();
    IssuingKey issuing = draft.issuing();
    CertificateContent content = draft.content();
    if (!admitted || !admits || !IntentTable.complete(handle, issuing.number(), content.serial())) {
      return false;
    }
    IssuerTable.insertSigner(
        handle,
        new OcspSigner(
                issuing.number(), draft.key().scheme(), draft.request().keyLabel(), certificate)
            .heldBy(draft.holder()));
    SignerRequestTable.certify(handle, draft.request().number(), now);
    if (draft.by() == Ground.ADMITTED_KEY) {
      AdmissionTable.use(handle, draft.holder().responder());
    }
    auditLog.append(
        handle,
        now,
        actor,
        new CeremonyAct.SignerIssued(
            issuing.policy().issuer(),
            content.serial(),
            Bytes.of(SignedCertificate.der(certificate)).fingerprint(),
            content.notAfter()));
    List<StatusFeed.Change> known =
        List.of(
            StatusFeed.Change.ofAuthority(
                issuing.number(), content.serial(), content.notAfter(), Optional.empty()));
    StatusFeed.issued(handle, known);
    StatusFeed.append(handle, known, now);
    return true;
  }
}
