package org.jitsuin.ca.api.audit;

import jakarta.ws.rs.QueryParam;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.store.AuditSearch.Filter;

/** What a search for audit entries says; absent parameters are null in here only. */
public class AuditParameters {
  private static final String SERIAL = "a serial number in hexadecimal";

  @QueryParam("card")
  private String card;

  @QueryParam("serial")
  private String serial;

  @QueryParam("kind")
  private String kind;

  @QueryParam("actor")
  private String actor;

  @QueryParam("from")
  private String from;

  @QueryParam("until")
  private String until;

  Filter filter() {
    return new Filter(
        Parameters.text("card", card, "[0-9A-Za-z-]{1,64}", "a card's number"),
        Parameters.text("serial", serial, "[0-9a-f]{2,40}", SERIAL).map(AuditParameters::number),
        Parameters.text("kind", kind, "[a-z-]{1,40}", "a kind of entry such as certificate-issued"),
        Parameters.text(
            "actor", actor, "[0-9A-Za-z._-]{1,64}", "the name of one of the staff or a service"),
        Parameters.time("from", from),
        Parameters.time("until", until));
  }

  private static Serial number(String text) {
    try {
      return Serial.parse(text);
    } catch (IllegalArgumentException _) {
      throw Parameters.invalid("serial", "is " + SERIAL);
    }
  }
}
