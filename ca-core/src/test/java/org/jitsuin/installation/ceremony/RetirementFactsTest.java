package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;

class RetirementFactsTest {
  private static final Issuer OLD = new Issuer(Authority.SIGNATURE, 1);
  private static final Issuer NEW = new Issuer(Authority.SIGNATURE, 2);
  private static final Instant DAY = Instant.parse("2035-11-01T00:00:00Z");
  private static final RetirementFacts OVER =
      new RetirementFacts(OLD, Optional.empty(), Optional.of(NEW), 1_903, 0, false, List.of(), 0);

  @Test
  void obstacles_allIsOver_none() {
    assertThat(OVER.obstacles()).isEmpty();
  }

  @Test
  void obstacles_itIssues_saysToRollOver() {
    assertThat(
            new RetirementFacts(
                    OLD, Optional.empty(), Optional.empty(), 1_903, 0, false, List.of(), 0)
                .obstacles())
        .singleElement()
        .asString()
        .endsWith("./jitsuin ceremony --roll-over signature");
  }

  /**
   * Relying parties that meet a certificate of it look for a CRL that ends with the certificate.
   */
  @Test
  void obstacles_aCrlIsNotTheLast_refused() {
    assertThat(
            new RetirementFacts(
                    OLD, Optional.empty(), Optional.of(NEW), 1_903, 7, true, List.of(), 0)
                .obstacles())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("7 of its 1903 CRLs are not the last one yet");
  }

  @Test
  void obstacles_linkIsGood_orASignatureBegun_refused() {
    RetirementFacts.Link link = new RetirementFacts.Link(NEW, Serial.parse("0a0b"), DAY);
    assertThat(
            new RetirementFacts(
                    OLD, Optional.empty(), Optional.of(NEW), 1, 0, false, List.of(link), 2)
                .obstacles())
        .containsExactly(
            "its link certificate 0a0b to signature-g2 is good until 2035-11-01T00:00:00Z: revoke"
                + " it with a revocation job, or wait",
            "2 of its signatures are begun and not recorded; try again");
  }

  @Test
  void obstacles_retiredBefore_refused() {
    assertThat(OVER.asOf(Optional.of(DAY)).obstacles())
        .containsExactly("signature-g1 was retired at 2035-11-01T00:00:00Z");
  }
}
