package org.jitsuin.ca.api.certificate;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.query.FindCertificates.Owner;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.store.CertificateSearch.Criteria;

/** The query parameters of a search for certificates; absent parameters are null in here only. */
public class CertificateParameters {
  @QueryParam("card")
  private String card;

  @QueryParam("registerId")
  private String registerId;

  @QueryParam("serial")
  private String serial;

  @QueryParam("authority")
  private String authority;

  @QueryParam("state")
  private String state;

  @QueryParam("expiringBefore")
  private String expiringBefore;

  @QueryParam("after")
  private String after;

  @QueryParam("limit")
  @DefaultValue("50")
  private String limit;

  Owner owner() {
    return new Owner(
        Optional.ofNullable(card),
        Parameters.registerId(registerId),
        Parameters.choice("serial", serial, Members::serial));
  }

  /**
   * @param residence what the caller may see; everything where empty
   */
  Criteria criteria(Optional<String> residence) {
    return new Criteria(
        residence,
        Parameters.choice("authority", authority, Authority::byId),
        Parameters.choice("state", state, CertificateState::byId),
        Parameters.date("expiringBefore", expiringBefore).map(JapanTime::startOf));
  }

  Optional<CertificateKey> after() {
    return Cursors.certificate(after);
  }

  int limit() {
    return Parameters.limit(limit);
  }
}
