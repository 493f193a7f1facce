package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;

/**
 * Certificates of the internal authority by which the OCSP responder recognises relying parties:
 * they come and go with those of the office API.
 */
public final class PartyCredentials {
  private PartyCredentials() {}

  /** Lets a relying party that is registered be recognised by that certificate as well. */
  public static void insert(Handle handle, String party, X509Certificate certificate) {
    Optional<RelyingParty> row = RelyingPartyTable.lock(handle, party).filter(RelyingParty::active);
    Fingerprint hash = Fingerprint.of(SignedCertificate.der(certificate));
    if (row.isPresent() && RelyingPartyTable.owner(handle, hash).isEmpty()) {
      RelyingPartyTable.insert(handle, row.get().number(), certificate);
    }
  }

  /** Lets nobody be recognised by certificates any more; keeps their content. */
  public static void delete(Handle handle, String party, Collection<Serial> serials) {
    Optional<RelyingParty> row = RelyingPartyTable.lock(handle, party);
    if (row.isEmpty()) {
      return;
    }
    for (X509Certificate certificate : certificates(handle, row.get().number())) {
      Serial serial = Serial.of(certificate.getSerialNumber());
      if (serials.contains(serial)) {
        StaffTable.keep(handle, serial, certificate);
        RelyingPartyTable.delete(handle, Fingerprint.of(SignedCertificate.der(certificate)));
      }
    }
  }

  private static List<X509Certificate> certificates(Handle handle, long party) {
    return handle
        .createQuery(
            "SELECT certificate FROM status.relying_party_certificate WHERE party_no = :party")
        .bind("party", party)
        .mapTo(X509Certificate.class)
        .filter(StaffProfile::isIssuerOf)
        .list();
  }

  /** Lets a relying party be recognised again by what was deleted. */
  public static void restore(Handle handle, String party, Collection<Serial> serials) {
    for (Serial serial : serials) {
      StaffTable.certificate(handle, serial)
          .ifPresent(certificate -> insert(handle, party, certificate));
    }
  }
}
