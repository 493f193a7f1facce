package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.model.CardCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Article 12: what a correction of the resident record ends (domain.md section 3.4). */
class EventDecisionTest {
  private static final Instant END = Instant.parse("2030-02-17T14:59:59Z");
  private static final CardCertificate SIGNATURE = Certificates.of(Authority.SIGNATURE, END);
  private static final CardCertificate IDENTIFICATION =
      Certificates.of(Authority.USER_IDENTIFICATION, END);

  @Test
  void toRevoke_correction_isTheSignatureCertificateOnly() {
    assertThat(EventDecision.toRevoke(false, List.of(IDENTIFICATION, SIGNATURE)))
        .containsExactly(SIGNATURE);
    assertThat(EventDecision.toRevoke(false, List.of(IDENTIFICATION))).isEmpty();
    assertThat(EventDecision.toRevoke(false, List.of())).isEmpty();
  }

  @Test
  void toRevoke_severalCards_areThoseOfAll() {
    assertThat(EventDecision.toRevoke(false, List.of(SIGNATURE, IDENTIFICATION, SIGNATURE)))
        .containsExactly(SIGNATURE, SIGNATURE);
  }

  @Test
  void toRevoke_minorCorrection_isNothing() {
    assertThat(EventDecision.toRevoke(true, List.of(SIGNATURE, IDENTIFICATION))).isEmpty();
  }

  @Test
  void reason_ofRevocation_isAffiliationChanged() {
    assertThat(EventDecision.REASON).isEqualTo(RevocationReason.AFFILIATION_CHANGED);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void byId_kind_isFound(EventKind kind) {
    assertThat(EventKind.byId(kind.id())).isEqualTo(Optional.of(kind));
    assertThat(kind.id()).hasSizeLessThanOrEqualTo(32);
    assertThat(EventKind.byId(kind.name())).isEmpty();
  }
}
