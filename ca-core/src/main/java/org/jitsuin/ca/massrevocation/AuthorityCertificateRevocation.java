package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.Compromise;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RevocationSelection.OfAuthority;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.AdmissionTable;
import org.jitsuin.ca.store.AuthorityCertificate;
import org.jitsuin.ca.store.AuthorityCertificate.Use;
import org.jitsuin.ca.store.OwnCertificateTable;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.StatusFeed;

/**
 * Revokes the certificate of an OCSP signer or a link certificate: on the complete CRL of the key
 * generation that signed it, and in OCSP. A signer whose certificate is revoked answers no more,
 * and its responder is withdrawn.
 */
final class AuthorityCertificateRevocation {
  private AuthorityCertificateRevocation() {}

  /**
   * The status to be told and the acts for the audit log.
   *
   * @param amended whether it was revoked before, for something less
   */
  record Done(List<AuditAct> acts, StatusFeed.Change change, boolean amended) {
    Done {
      acts = List.copyOf(acts);
    }
  }

  /**
   * Revokes a certificate; empty where it has expired, or is revoked already and nothing worse is
   * said of it.
   */
  static Optional<Done> revoke(Handle handle, Order order, OfAuthority selection, Instant now) {
    return OwnCertificateTable.find(handle, selection.issuer().authority(), selection.serial())
        .filter(own -> !own.notAfter().isBefore(now))
        .flatMap(own -> told(order, own, now).map(told -> write(handle, order, own, told, now)));
  }

  /** Returns the revocation that is told from now on, if it is a different one. */
  private static Optional<Revocation> told(Order order, AuthorityCertificate own, Instant now) {
    RevocationReason reason = reason(own.use(), order.cause());
    return own.revocation().isEmpty()
        ? Optional.of(new Revocation(now, reason, order.invalidSince()))
        : own.revocation()
            .filter(_ -> order.cause().isCompromise())
            .map(before -> Compromise.worse(before, reason, order.invalidSince()))
            .filter(worse -> !own.revocation().equals(Optional.of(worse)));
  }

  private static Done write(
      Handle handle, Order order, AuthorityCertificate own, Revocation told, Instant now) {
    StatusFeed.Change change =
        StatusFeed.Change.ofAuthority(
            own.issuerNumber(), own.serial(), own.notAfter(), Optional.of(told));
    StatusFeed.revoked(handle, List.of(change));
    String cause = "revocation-job " + order.id();
    List<AuditAct> acts = new ArrayList<>();
    acts.add(
        new CertificateAct.OwnCertificateRevoked(
            own.issuer(),
            own.serial(),
            told.reason(),
            told.at(),
            told.invalidSince(),
            order.cause().id(),
            cause));
    withdrawn(handle, own, cause, now).ifPresent(acts::add);
    return new Done(acts, change, own.revocation().isPresent());
  }

  /**
   * Withdraws the responder of a signer, unless it was admitted anew since: whoever has its token,
   * or a copy, is certified no other key.
   */
  private static Optional<AuditAct> withdrawn(
      Handle handle, AuthorityCertificate own, String cause, Instant now) {
    return ResponderTable.holder(handle, own.issuerNumber(), own.serial())
        .filter(holder -> ResponderTable.withdraw(handle, holder, now))
        .map(holder -> {
          AdmissionTable.use(handle, holder.responder());
          return new CeremonyAct.ResponderWithdrawn(
              holder.responder(), holder.admission(), cause, "");
        });
  }

  /**
   * Returns the reason; for the certificate of an authority's key it is that an authority's key
   * leaked.
   */
  private static RevocationReason reason(Use use, RevocationCause cause) {
    return use == Use.LINK && cause == RevocationCause.KEY_COMPROMISE
        ? RevocationReason.CA_COMPROMISE
        : cause.reason();
  }
}
