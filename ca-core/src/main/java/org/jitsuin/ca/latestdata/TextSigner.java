package org.jitsuin.ca.latestdata;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.ConsentRules;
import org.jitsuin.ca.consent.SignedText;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.CertificateContentTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.OwnedCertificate;

/**
 * Who signed a text, locked until the transaction ends: nothing happens to their certificates
 * meanwhile.
 *
 * @param registerId the holder
 * @param certificate that signed, which is good now
 */
record TextSigner(String registerId, CardCertificate certificate) {
  /**
   * Finds who signed. The certificate is what this authority issued, octet for octet: issuer, key
   * usage and profile need no other check than that of its kind.
   *
   * @param kinds of certificate that may sign such a text
   */
  static Outcome<TextSigner> find(
      Handle handle, SignedText text, Set<Authority> kinds, Instant now) {
    Optional<OwnedCertificate> named =
        Arrays.stream(Authority.values())
            .flatMap(kind -> CertificateTable.find(handle, kind, text.serial()).stream())
            .filter(one -> signed(handle, one, text))
            .findFirst();
    if (named.isEmpty()) {
      return Outcome.refused(
          RefusalCode.CONSENT_SIGNATURE_INVALID,
          "it is not by a certificate of a card that this authority issued");
    }
    CardCertificate signer = named.get().certificate();
    return kinds.contains(signer.kind())
        ? good(handle, named.get(), now)
        : Outcome.refused(
            RefusalCode.CONSENT_SIGNATURE_INVALID,
            "a " + signer.kind().id() + " certificate does not sign such a text");
  }

  private static boolean signed(Handle handle, OwnedCertificate owned, SignedText text) {
    int issuer = owned.certificate().issuerNumber();
    X509Certificate authority =
        IssuerTable.all(handle).stream()
            .filter(row -> row.number() == issuer)
            .map(IssuerTable.Row::certificate)
            .findFirst()
            .orElseThrow();
    return CertificateContentTable.find(handle, issuer, owned.certificate().serial())
        .map(Bytes::bytes)
        .map(SignedCertificate::parse)
        .filter(certificate -> text.isBy(certificate, authority))
        .isPresent();
  }

  /** What was read before the lock may be old. */
  private static Outcome<TextSigner> good(Handle handle, OwnedCertificate named, Instant now) {
    Optional<CardCertificate> current =
        Dossiers.lock(handle, named.registerId())
            .map(filed -> filed.dossier())
            .flatMap(dossier -> same(dossier, named.certificate()));
    if (current.isEmpty()) {
      return Outcome.refused(RefusalCode.CONSENT_SIGNER_NOT_GOOD);
    }
    return ConsentRules.signer(current.get(), now)
        .<Outcome<TextSigner>>map(Outcome.Refused::new)
        .orElseGet(() -> Outcome.done(new TextSigner(named.registerId(), current.get())));
  }

  private static Optional<CardCertificate> same(Dossier dossier, CardCertificate certificate) {
    return dossier.certificates().stream().filter(one -> one.is(certificate)).findFirst();
  }
}
