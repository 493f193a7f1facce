package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jitsuin.ca.latestdata.Consents;
import org.jitsuin.ca.latestdata.HolderConsents;
import org.jitsuin.ca.latestdata.LatestData;
import org.jitsuin.ca.latestdata.WithdrawConsent;

/** Hands what is about consents to the resources of the API. */
@ApplicationScoped
public class ConsentProducer {
  @Produces
  @Singleton
  Consents consents(CaService service) {
    return service.consents().consents();
  }

  @Produces
  @Singleton
  WithdrawConsent withdrawConsent(CaService service) {
    return service.consents().withdraw();
  }

  @Produces
  @Singleton
  LatestData latestData(CaService service) {
    return service.consents().latestData();
  }

  @Produces
  @Singleton
  HolderConsents holderConsents(CaService service) {
    return service.consents().ofHolder();
  }
}
