package org.jitsuin.ca.relyingparty;

import java.time.Instant;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.relyingparty.RelyingParties.Party;
import org.jitsuin.ca.store.RelyingPartyCertificate;

/**
 * A relying party.
 *
 * @param active false where its registration has ended
 */
public record PartyView(
    String name,
    boolean active,
    @OneOf(Authority.class) List<String> authorities,
    List<CertificateView> certificates) {
  public static PartyView of(Party party) {
    return new PartyView(
        party.row().name(),
        party.row().active(),
        party.row().authorities().stream().map(Authority::id).sorted().toList(),
        party.certificates().stream().map(CertificateView::of).toList());
  }

  /**
   * A certificate.
   *
   * @param sha256 of its DER
   */
  public record CertificateView(String sha256, Instant notBefore, Instant notAfter) {
    static CertificateView of(RelyingPartyCertificate known) {
      return new CertificateView(known.hash().toString(), known.notBefore(), known.notAfter());
    }
  }
}
