package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.Compromise;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RevocationSelection.OfAuthority;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.AuthorityCertificate;
import org.jitsuin.ca.store.AuthorityCertificate.Use;
import org.jitsuin.ca.store.OwnCertificateTable;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.StatusFeed;

/**
 * Revokes the certificate of an OCSP signer or a link certificate: on the complete CRL of the key
 * generation that signed it, and in OCSP. A signer whose certificate is revoked answers no more,
 * and its key is not certified again.
 */
final class AuthorityCertificateRevocation {
  private AuthorityCertificateRevocation() {}

  /**
   * The status to be told and the act for the audit log.
   *
   * @param amended whether it was revoked before, for something less
   */
  record Done(CertificateAct act, StatusFeed.Change change, boolean amended) {}

  /**
   * Revokes a certificate; empty where it has expired, or is revoked already and nothing worse is
   * said of it.
   */
  static Optional<Done> revoke(Handle handle, Order order, OfAuthority selection, Instant now) {
    return OwnCertificateTable.find(handle, selection.issuer().authority(), selection.serial())
        .filter(own -> !own.notAfter().isBefore(now))
        .flatMap(own -> told(order, own, now).map(told -> write(handle, order, own, told)));
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

  private static Done write(Handle handle, Order order, AuthorityCertificate own, Revocation told) {
    StatusFeed.Change change =
        StatusFeed.Change.ofAuthority(
            own.issuerNumber(), own.serial(), own.notAfter(), Optional.of(told));
    StatusFeed.revoked(handle, List.of(change));
    return new Done(
        new CertificateAct.OwnCertificateRevoked(
            own.issuer(),
            own.serial(),
            told.reason(),
            told.at(),
            told.invalidSince(),
            order.cause().id(),
            "revocation-job " + order.id()),
        change,
        own.revocation().isPresent());
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
