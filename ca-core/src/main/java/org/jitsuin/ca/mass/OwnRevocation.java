package org.jitsuin.ca.mass;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.CertificateAct;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RevocationSelection.OfAuthority;
import org.jitsuin.ca.store.OwnCertificateTable;
import org.jitsuin.ca.store.OwnCertificateTable.Own;
import org.jitsuin.ca.store.OwnCertificateTable.Use;
import org.jitsuin.ca.store.RevocationJobTable.Order;
import org.jitsuin.ca.store.StatusFeed;

/**
 * Revokes the certificate of an OCSP signer or a link certificate: on the complete CRL of the key
 * generation that signed it, and in OCSP. A signer whose certificate is revoked answers no more,
 * and its key is not certified again.
 */
final class OwnRevocation {
  private OwnRevocation() {}

  /** What is to be told, and written to the audit log. */
  record Done(CertificateAct act, StatusFeed.Change change) {}

  /** Empty where it is revoked already or has run out. */
  static Optional<Done> revoke(Handle handle, Order order, OfAuthority selection, Instant now) {
    Optional<Own> open =
        OwnCertificateTable.find(handle, selection.issuer().authority(), selection.serial())
            .filter(own -> !own.revoked() && !own.notAfter().isBefore(now));
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Revocation revocation =
        new Revocation(now, reason(open.get().use(), order.cause()), order.invalidSince());
    StatusFeed.Change change =
        StatusFeed.Change.ofAuthority(
            selection.issuerNumber(),
            selection.serial(),
            open.get().notAfter(),
            Optional.of(revocation));
    StatusFeed.revoked(handle, List.of(change));
    return Optional.of(
        new Done(
            new CertificateAct.OwnCertificateRevoked(
                selection.issuer(),
                selection.serial(),
                revocation,
                order.cause().id(),
                "revocation-job " + order.id()),
            change));
  }

  /** Of a certificate of an authority's key it is said that an authority's key leaked. */
  private static RevocationReason reason(Use use, RevocationCause cause) {
    return use == Use.LINK && cause == RevocationCause.KEY_COMPROMISE
        ? RevocationReason.CA_COMPROMISE
        : cause.reason();
  }
}
