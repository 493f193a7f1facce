package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final Instant ISSUED = Instant.parse("2020-04-01T01:00:00Z");
  private static final Instant OVER = Instant.parse("2025-02-17T14:59:59Z");

  private int serials;

  private CardCertificate certificate(
      Authority kind, String card, int chain, Instant from, Instant until) {
    serials++;
    return new CardCertificate(
        new Issuer(kind, 1),
        kind == Authority.SIGNATURE ? 1 : 2,
        Serial.of(BigInteger.valueOf(serials)),
        card,
        chain,
        new CardCertificate.Crl("13221-g1", 1),
        from,
        until,
        Optional.empty());
  }

  private static CardCertificate revoked(CardCertificate certificate, Instant at) {
    return certificate.with(Optional.of(new Revocation(at, RevocationReason.AFFILIATION_CHANGED)));
  }

  @Test
  void of_chainAcrossCards_isWholeInBothDirectionsAndInOrder() {
    CardCertificate first = certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER);
    CardCertificate second = certificate(Authority.SIGNATURE, "a", 2, OVER, OVER);
    CardCertificate third = certificate(Authority.SIGNATURE, "b", 3, OVER, OVER);
    CardCertificate fourth = certificate(Authority.SIGNATURE, "c", 4, OVER, OVER);
    CardCertificate other = certificate(Authority.USER_IDENTIFICATION, "c", 1, ISSUED, OVER);
    List<CardCertificate> all = List.of(other, fourth, second, third, first);

    Lineage middle = Lineage.of(all, third);
    assertThat(middle.predecessors()).containsExactly(first, second);
    assertThat(middle.successors()).containsExactly(fourth);
    assertThat(middle.predecessor()).contains(second);
    assertThat(middle.successor()).contains(fourth);
    assertThat(Lineage.of(all, first).predecessor()).isEmpty();
    assertThat(Lineage.of(all, fourth).successor()).isEmpty();
    assertThat(Lineage.of(all, other).predecessors()).isEmpty();
  }

  @Test
  void siblings_issuedAnewAfterAMove_areBothBesideTheOneThatStayed() {
    Instant moved = Instant.parse("2022-08-01T03:00:00Z");
    CardCertificate stayed = certificate(Authority.USER_IDENTIFICATION, "a", 1, ISSUED, OVER);
    CardCertificate before = revoked(certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER), moved);
    CardCertificate after =
        certificate(Authority.SIGNATURE, "a", 2, moved.plusSeconds(86_400), OVER);
    List<CardCertificate> all = List.of(before, after, stayed);

    assertThat(Lineage.of(all, stayed).siblings()).containsExactly(before, after);
    assertThat(Lineage.of(all, before).siblings()).containsExactly(stayed);
    assertThat(Lineage.of(all, after).siblings()).containsExactly(stayed);
  }

  @Test
  void siblings_bothRenewedAtOnce_arePairedWithTheirOwn() {
    Instant renewed = Instant.parse("2024-12-01T03:00:00Z");
    CardCertificate oldOne =
        revoked(certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER), renewed);
    CardCertificate oldOther =
        revoked(certificate(Authority.USER_IDENTIFICATION, "a", 1, ISSUED, OVER), renewed);
    CardCertificate newOne = certificate(Authority.SIGNATURE, "a", 2, renewed, OVER);
    CardCertificate newOther = certificate(Authority.USER_IDENTIFICATION, "a", 2, renewed, OVER);
    List<CardCertificate> all = List.of(oldOne, oldOther, newOne, newOther);

    assertThat(Lineage.of(all, oldOne).siblings()).containsExactly(oldOther);
    assertThat(Lineage.of(all, newOne).siblings()).containsExactly(newOther);
    assertThat(Lineage.of(all, newOther).siblings()).containsExactly(newOne);
  }

  @Test
  void siblings_revokedInTheSecondOfIssue_areStillThoseIssuedWithIt() {
    CardCertificate gone = revoked(certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER), ISSUED);
    CardCertificate kept = certificate(Authority.USER_IDENTIFICATION, "a", 1, ISSUED, OVER);
    assertThat(Lineage.of(List.of(gone, kept), gone).siblings()).containsExactly(kept);
    assertThat(Lineage.of(List.of(gone, kept), kept).siblings()).containsExactly(gone);
  }

  @Test
  void siblings_onAnotherCardOrAfterTheEnd_areNone() {
    CardCertificate one = certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER);
    CardCertificate elsewhere = certificate(Authority.USER_IDENTIFICATION, "b", 1, ISSUED, OVER);
    CardCertificate later =
        certificate(
            Authority.USER_IDENTIFICATION, "a", 2, OVER.plusSeconds(1), OVER.plusSeconds(9));
    CardCertificate inTheLastSecond =
        certificate(Authority.USER_IDENTIFICATION, "a", 3, OVER, OVER.plusSeconds(9));
    List<CardCertificate> all = List.of(one, elsewhere, later, inTheLastSecond);
    assertThat(Lineage.of(all, one).siblings()).containsExactly(inTheLastSecond);
  }

  /** What ran out on hold and was revoked later was valid until it ran out, and no longer. */
  @Test
  void siblings_revokedAfterTheEnd_countUntilTheEnd() {
    CardCertificate late =
        revoked(certificate(Authority.SIGNATURE, "a", 1, ISSUED, OVER), OVER.plusSeconds(60));
    CardCertificate meanwhile =
        certificate(
            Authority.USER_IDENTIFICATION, "a", 1, OVER.plusSeconds(30), OVER.plusSeconds(90));
    assertThat(Lineage.of(List.of(late, meanwhile), late).siblings()).isEmpty();
  }

  @Test
  void siblings_onHold_areBesideWhatIsIssuedDuringTheHold() {
    CardCertificate held =
        certificate(Authority.USER_IDENTIFICATION, "a", 1, ISSUED, OVER)
            .with(
                Optional.of(
                    new Revocation(ISSUED.plusSeconds(60), RevocationReason.CERTIFICATE_HOLD)));
    CardCertificate later = certificate(Authority.SIGNATURE, "a", 1, ISSUED.plusSeconds(120), OVER);
    assertThat(Lineage.of(List.of(held, later), later).siblings()).containsExactly(held);
  }
}
