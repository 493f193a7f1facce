package org.jitsuin.ca.store;

import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Resident;

/**
 * A resident and how often anything of theirs was changed.
 *
 * @param version grows with each change of the resident, the cards or the certificates
 */
public record VersionedResident(Resident resident, int version) {
  public Holder holder() {
    return resident.holder();
  }
}
