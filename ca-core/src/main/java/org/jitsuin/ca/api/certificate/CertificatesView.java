package org.jitsuin.ca.api.certificate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.store.CertificateSearch;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.view.StandingView;

/**
 * A page of certificates that were found.
 *
 * @param next null after the last, which may be seen one page later
 */
record CertificatesView(List<FoundView> certificates, @Absent String next) {
  /**
   * @param ofPersons whether the caller may see which certificates are of the same person
   */
  static CertificatesView of(
      List<CertificateSearch.Found> found, int limit, boolean ofPersons, Instant now) {
    return new CertificatesView(
        found.stream()
            .map(one ->
                new FoundView(
                    one.certificate().cardId(),
                    ofPersons ? one.registerId() : null,
                    one.residence(),
                    one.certificate().issuer().generation(),
                    StandingView.of(one.certificate(), now)))
            .toList(),
        Cursors.next(found, limit, one -> Cursors.of(CertificateKey.of(one.certificate()))));
  }

  /** A certificate that was found. */
  record FoundView(
      String card,
      @Absent String registerId,
      String municipality,
      int generation,
      @JsonUnwrapped StandingView certificate) {}
}
