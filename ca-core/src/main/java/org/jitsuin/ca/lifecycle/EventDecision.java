package org.jitsuin.ca.lifecycle;

import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.model.CardCertificate;

/**
 * Which certificates a resident event ends.
 *
 * <p>A correction of name, address, sex or birth date ends the signature certificate, which carries
 * them, and leaves the user-identification certificate, which does not (article 12; leaflet,
 * certificate §3). A minor correction set by ordinance ends nothing.
 */
public final class EventDecision {
  /** The holder is no longer the one whom the certificate describes. */
  public static final RevocationReason REASON = RevocationReason.AFFILIATION_CHANGED;

  private EventDecision() {}

  /**
   * @param minor a minor correction (軽微な修正)
   * @param live the certificates of all cards of the resident that are neither revoked nor replaced
   * @return those to revoke, for {@link #REASON}
   */
  public static List<CardCertificate> toRevoke(boolean minor, List<CardCertificate> live) {
    if (minor) {
      return List.of();
    }
    return live.stream()
        .filter(certificate -> certificate.issuer().authority() == Authority.SIGNATURE)
        .toList();
  }
}
