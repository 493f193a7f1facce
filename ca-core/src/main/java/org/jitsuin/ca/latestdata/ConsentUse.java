package org.jitsuin.ca.latestdata;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.ConsentCountTable;
import org.jitsuin.ca.store.RelyingPartyTable;

/**
 * Who may use consents, and how often on a day.
 *
 * @param allowed how many times a relying party may on a day in Japan
 */
record ConsentUse(int allowed) {
  /** Returns the name of the caller, who must be registered for signature certificates. */
  static Outcome<String> party(Handle handle, StaffMember caller) {
    boolean registered =
        RelyingPartyTable.find(handle, caller.person())
            .filter(row -> row.active() && row.authorities().contains(Authority.SIGNATURE))
            .isPresent();
    return registered
        ? Outcome.done(caller.person())
        : Outcome.refused(RefusalCode.RELYING_PARTY_NOT_REGISTERED, Authority.SIGNATURE.id());
  }

  /**
   * Counts one more use, also of what is then refused, unless that takes back the transaction.
   *
   * @return the party; refused where it has used up the day
   */
  Outcome<String> count(Handle handle, StaffMember caller, Instant now) {
    return party(handle, caller)
        .then(party -> {
          if (ConsentCountTable.count(handle, party, JapanTime.date(now)) <= allowed) {
            return Outcome.done(party);
          }
          handle.rollback();
          return Outcome.refused(RefusalCode.CONSENT_REQUESTS_USED, Integer.toString(allowed));
        });
  }
}
