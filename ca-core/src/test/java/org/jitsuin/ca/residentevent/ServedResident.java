package org.jitsuin.ca.residentevent;

import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;

/**
 * A resident with a card and both certificates.
 *
 * @param ca on which they are looked up
 */
record ServedResident(
    CaFixture ca, Card card, CardCertificate signature, CardCertificate identification) {
  static ServedResident on(CaFixture ca) {
    Card card = ca.card();
    List<CardCertificate> certificates = ca.issueBoth(card);
    return new ServedResident(
        ca,
        card,
        CaFixture.of(Authority.SIGNATURE, certificates),
        CaFixture.of(Authority.USER_IDENTIFICATION, certificates));
  }

  CardCertificate now(CardCertificate certificate) {
    return ca.admin()
        .withHandle(handle ->
            CertificateTable.ofCard(handle, certificate.cardId()).stream()
                .map(FiledCertificate::certificate)
                .filter(one -> one.serial().equals(certificate.serial()))
                .findFirst()
                .orElseThrow());
  }

  long rows(String table, CardCertificate certificate) {
    return ca.count(
        "SELECT COUNT(*) FROM " + table + " WHERE serial = ?", certificate.serial().octets());
  }

  long entries(String kind) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND card = ?", kind, card.id());
  }
}
