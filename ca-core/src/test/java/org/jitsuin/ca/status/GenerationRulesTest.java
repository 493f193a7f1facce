package org.jitsuin.ca.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.signer.SignerWatch.Newest;
import org.jitsuin.ca.status.Sources.Standing;
import org.jitsuin.ca.status.StatusView.GenerationView;
import org.jitsuin.ca.status.StatusView.GenerationsView;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.testing.PartyKey;
import org.junit.jupiter.api.Test;

class GenerationRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final SoftwareKey KEY = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);

  private static X509Certificate certificate(int days) {
    PartyKey made =
        PartyKey.valid(NOW.minus(Duration.ofDays(400)), NOW.plus(Duration.ofDays(days)));
    return SignedCertificate.parse(made.der().bytes());
  }

  private static Newest signer(int days, boolean overdue) {
    return new Newest(
        new OcspSigner(1, SignatureScheme.ECDSA_P256_SHA256, "ocsp", certificate(days)), overdue);
  }

  private static Standing standing(int days, boolean retired, Newest... signers) {
    AuthorityPolicy policy =
        new AuthorityPolicy(
            new Issuer(Authority.SIGNATURE, 1), null, null, null, Set.of(), null, null, null);
    IssuingKey issuing = new IssuingKey(1, policy, certificate(days), KEY);
    return new Standing(
        new Generation(issuing, null, NOW.minusSeconds(1), retired), !retired, List.of(signers));
  }

  private static GenerationView judged(Standing standing) {
    return GenerationRules.all(List.of(standing), NOW).generations().getFirst();
  }

  @Test
  void generation_withSignersThatAreRenewed_isGood() {
    GenerationView view = judged(standing(3_000, false, signer(6, false)));
    assertThat(view.condition()).isEqualTo(Condition.GOOD);
    assertThat(view.why().why()).isEmpty();
    assertThat(view.issuer()).isEqualTo("signature-g1");
    assertThat(view.daysLeft()).isEqualTo(3_000);
    assertThat(view.signers().getFirst().daysLeft()).isEqualTo(6);
  }

  @Test
  void generation_thatEndsSoonOrWhoseSignerIsOverdue_isToBeLookedAfter() {
    assertThat(judged(standing(59, false, signer(6, false))).condition())
        .isEqualTo(Condition.ATTENTION);
    GenerationView overdue = judged(standing(3_000, false, signer(1, true), signer(6, false)));
    assertThat(overdue.condition()).isEqualTo(Condition.ATTENTION);
    assertThat(overdue.why().why()).hasSize(1);
  }

  @Test
  void generation_forWhichNobodyAnswers_fails() {
    assertThat(judged(standing(3_000, false)).condition()).isEqualTo(Condition.FAILING);
    assertThat(judged(standing(3_000, false, signer(-1, true))).condition())
        .isEqualTo(Condition.FAILING);
  }

  @Test
  void generation_thatIsRetiredOrHasEnded_isAskedForNothing() {
    assertThat(judged(standing(3_000, true)).condition()).isEqualTo(Condition.GOOD);
    assertThat(judged(standing(-1, false)).condition()).isEqualTo(Condition.GOOD);
    assertThat(judged(standing(-1, false)).why().why()).isEmpty();
  }

  @Test
  void all_ofWhichNoneIssues_fail() {
    GenerationsView none = GenerationRules.all(List.of(), NOW);
    assertThat(none.condition()).isEqualTo(Condition.FAILING);
    assertThat(none.why().why()).hasSize(1);
  }
}
