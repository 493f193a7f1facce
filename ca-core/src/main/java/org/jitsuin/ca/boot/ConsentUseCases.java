package org.jitsuin.ca.boot;

import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.latestdata.Consents;
import org.jitsuin.ca.latestdata.HolderConsents;
import org.jitsuin.ca.latestdata.LatestData;
import org.jitsuin.ca.latestdata.WithdrawConsent;

/** The use cases about consents of holders. */
public record ConsentUseCases(
    Consents consents, WithdrawConsent withdraw, LatestData latestData, HolderConsents ofHolder) {

  static ConsentUseCases of(CaContext with) {
    int allowed = with.settings().get(CaSettings.CONSENT_REQUESTS);
    return new ConsentUseCases(
        new Consents(with.transactions(), allowed, with.clock(), with.auditLog()),
        new WithdrawConsent(with.transactions(), with.clock(), with.auditLog()),
        new LatestData(with.transactions(), allowed, with.clock(), with.auditLog()),
        new HolderConsents(with.transactions(), allowed, with.clock(), with.auditLog()));
  }
}
