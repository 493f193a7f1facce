package org.jitsuin.ca.issue;

import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.view.CertificateView;

/** The certificates that were issued to a card. */
public record IssuedView(String card, List<CertificateView> certificates) {
  static IssuedView of(Issued issued, Instant now) {
    return new IssuedView(
        issued.cardId(),
        issued.certificates().stream().map(c -> CertificateView.of(c, now)).toList());
  }
}
