package org.jitsuin.ca.boot;

import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.query.DeskCounts;
import org.jitsuin.ca.query.ExpiryLetter;
import org.jitsuin.ca.query.ExpiryNotices;
import org.jitsuin.ca.query.FindCards;
import org.jitsuin.ca.query.FindCertificates;
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.query.ReadLineage;
import org.jitsuin.ca.query.ReadLog;
import org.jitsuin.ca.query.Statistics;
import org.jitsuin.ca.relyingparty.RelyingParties;
import org.jitsuin.ca.signer.Responders;

/** The use cases that answer questions, and the registers of those who ask and answer OCSP. */
public record QueryUseCases(
    FindCards findCards,
    FindCertificates findCertificates,
    ReadLineage readLineage,
    ExpiryNotices expiryNotices,
    ExpiryLetter expiryLetter,
    Statistics statistics,
    KeyUses keyUses,
    ReadLog readLog,
    RelyingParties relyingParties,
    Responders responders,
    DeskCounts deskCounts) {

  static QueryUseCases of(CaContext with) {
    FindCards findCards = new FindCards(with.transactions(), with.clock(), with.auditLog());
    ExpiryNotices expiryNotices = new ExpiryNotices(with.transactions(), with.clock());
    return new QueryUseCases(
        findCards,
        new FindCertificates(with.transactions(), with.clock()),
        new ReadLineage(
            with.transactions(),
            with.settings().get(CaSettings.LINEAGES),
            with.clock(),
            with.auditLog()),
        expiryNotices,
        new ExpiryLetter(with.transactions(), with.municipalities(), with.clock(), with.auditLog()),
        new Statistics(with.transactions()),
        new KeyUses(with.transactions(), with.token(), with.node(), with.clock()),
        new ReadLog(with.transactions(), with.clock(), with.auditLog()),
        new RelyingParties(with.transactions(), with.clock(), with.auditLog()),
        new Responders(with.transactions(), with.clock(), with.auditLog()),
        new DeskCounts(with.transactions(), findCards, expiryNotices));
  }
}
