package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jitsuin.ca.staff.BlockStaff;
import org.jitsuin.ca.staff.ReadStaff;
import org.jitsuin.ca.staff.StaffChanges;

/** Hands the use cases of staff to the resources of the API. */
@ApplicationScoped
public class StaffProducer {
  @Produces
  @Singleton
  ReadStaff readStaff(CaService service) {
    return service.staff().readStaff();
  }

  @Produces
  @Singleton
  StaffChanges staffChanges(CaService service) {
    return service.staff().staffChanges();
  }

  @Produces
  @Singleton
  BlockStaff blockStaff(CaService service) {
    return service.staff().blockStaff();
  }
}
