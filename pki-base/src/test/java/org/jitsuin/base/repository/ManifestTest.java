package org.jitsuin.base.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may follow what: nothing that was published goes back. */
class ManifestTest {
  private static final Manifest BEFORE = TestManifests.twoGenerations();

  private static Manifest with(List<ListedIssuer> issuers, Listing... listings) {
    return new Manifest(Instant.EPOCH, issuers, List.of(), List.of(listings));
  }

  private static Manifest with(Listing... listings) {
    return with(BEFORE.issuers(), listings);
  }

  private static Listing crl(long number) {
    return TestManifests.listing(
        "13221-g1", Optional.of(TestManifests.crl(number, Optional.empty())));
  }

  private static final Listing NONE = TestManifests.listing("13221-g1", Optional.empty());

  @Test
  void obstacleTo_sameOrGreaterNumbers_isNone() {
    assertThat(BEFORE.obstacleTo(BEFORE)).isEmpty();
    assertThat(BEFORE.obstacleTo(with(crl(17)))).isEmpty();
    assertThat(BEFORE.obstacleTo(with(crl(18)))).isEmpty();
    assertThat(BEFORE.obstacleTo(with(NONE))).isEmpty();
    assertThat(BEFORE.obstacleTo(with())).isEmpty();
  }

  @Test
  void obstacleTo_aLowerNumber_isOne() {
    assertThat(BEFORE.obstacleTo(with(crl(16))))
        .contains("CRL 16 of signature-g1/13221-g1 would follow CRL 17");
  }

  /** Also where the one in between had none. */
  @Test
  void over_andObstacleTo_rememberWhatWasListedBefore() {
    for (Manifest between : List.of(with(NONE), with())) {
      Manifest merged = between.over(BEFORE);
      assertThat(merged.listings()).containsExactlyInAnyOrderElementsOf(BEFORE.listings());
      assertThat(merged.obstacleTo(with(crl(16)))).isPresent();
      assertThat(merged.obstacleTo(with(crl(18)))).isEmpty();
    }
    assertThat(with(crl(18)).over(BEFORE).listings()).contains(crl(18)).doesNotContain(crl(17));
    assertThat(with(crl(18)).over(BEFORE).made()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void obstacleTo_aGenerationGoneOrAnother_isOne() {
    ListedIssuer first = BEFORE.issuers().getFirst();
    KeyPair stranger = TestManifests.keys();
    assertThat(BEFORE.obstacleTo(with(List.of(first), crl(18)))).isPresent();
    assertThat(
            BEFORE.obstacleTo(
                with(
                    List.of(
                        first,
                        new ListedIssuer(
                            TestManifests.SECOND, TestManifests.certificate(stranger, stranger))))))
        .contains("signature-g2 is gone, or has another certificate");
  }

  @Test
  void saysTheSame_atAnotherMoment_isSo() {
    Manifest later =
        new Manifest(Instant.EPOCH, BEFORE.issuers(), BEFORE.links(), BEFORE.listings());
    assertThat(BEFORE.saysTheSame(later)).isTrue();
    assertThat(BEFORE.saysTheSame(with(crl(17)))).isFalse();
  }
}
