package org.jitsuin.installation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.store.ConsentTable;

/**
 * Withdrawals of consents that the lost entries tell of: what a holder withdrew stays withdrawn. A
 * consent itself is not put back, of which the log has a hash only.
 */
final class LostWithdrawals {
  private final Map<String, Withdrawal> withdrawals = new LinkedHashMap<>();

  private record Withdrawal(String party, Instant at) {}

  /** Takes the next entry, of whichever kind. */
  void take(String kind, Instant at, JsonNode detail) {
    if (kind.equals("consent-withdrawn")) {
      withdrawals.put(
          detail.path("consent").asText(), new Withdrawal(detail.path("party").asText(), at));
    }
  }

  /** Withdraws again, under numbers that no party knows yet. */
  void putBack(Handle handle, Instant now) {
    withdrawals.forEach((consent, withdrawal) ->
        ConsentTable.putBack(handle, consent, withdrawal.party(), withdrawal.at(), now));
  }

  /** Returns how many there are. */
  int count() {
    return withdrawals.size();
  }
}
