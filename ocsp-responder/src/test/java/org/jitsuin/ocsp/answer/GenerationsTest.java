package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.NextGeneration;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a roll-over: relying parties that have the issuer certificate of one generation only. */
@Tag("stack")
class GenerationsTest {
  private static final String NEVER_ISSUED = "certificateHold 1970-01-01T00:00:00Z";

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of());
  private final NextGeneration next = new NextGeneration(lab.stack, lab.pool, clock);
  private final Serial old = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    next.close();
    lab.close();
  }

  private static boolean isSignedUnder(Lab lab, int issuer, BasicOCSPResp response)
      throws Exception {
    return response.getCerts()[0].isSignatureValid(
        new JcaContentVerifierProviderBuilder().build(lab.issuer(issuer)));
  }

  @Test
  void ask_anOlderCertificateWithTheNewestIssuer_isToldAsItIs() throws Exception {
    lab.refreshed();
    BasicOCSPResp good = Statuses.basic(lab.ask(NextGeneration.NUMBER, old));
    assertThat(good.getResponses()[0].getCertStatus()).isNull();
    assertThat(good.getResponses()[0].getCertID().toASN1Primitive())
        .isEqualTo(lab.certId(NextGeneration.NUMBER, old));
    assertThat(isSignedUnder(lab, NextGeneration.NUMBER, good)).isTrue();

    lab.rows.revoke(Lab.SIGNATURE, old, new Revocation(now, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(NextGeneration.NUMBER, old)))
        .containsExactly("keyCompromise " + now);
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, old))).containsExactly("keyCompromise " + now);
  }

  /** And the other way round, by those who were not told of the roll-over. */
  @Test
  void ask_aNewCertificateWithTheOldIssuer_isToldAsItIs() throws Exception {
    Serial fresh = lab.rows.issue(NextGeneration.NUMBER);
    lab.refreshed();
    BasicOCSPResp good = Statuses.basic(lab.ask(Lab.SIGNATURE, fresh));
    assertThat(good.getResponses()[0].getCertStatus()).isNull();
    assertThat(isSignedUnder(lab, Lab.SIGNATURE, good)).isTrue();
  }

  /** By GET, where questions that come again are not looked up from the beginning. */
  @Test
  void get_again_isToldWhatChangedMeanwhile() {
    String path =
        Base64.getUrlEncoder().encodeToString(Requests.of(lab.certId(NextGeneration.NUMBER, old)));
    lab.refreshed();
    for (int i = 0; i < 3; i++) {
      assertThat(get(path)).containsExactly("good");
    }
    lab.rows.revoke(Lab.SIGNATURE, old, new Revocation(now, RevocationReason.SUPERSEDED));
    lab.refreshed();
    assertThat(get(path)).containsExactly("superseded " + now);
  }

  private List<String> get(String path) {
    return Statuses.of(
        Lab.response(lab.send(HttpRequest.newBuilder(URI.create(lab.url() + "/" + path))).body()));
  }

  @Test
  void ask_whatNoGenerationIssued_wasNeverIssued() {
    lab.refreshed();
    Serial never = lab.rows.neverIssued();
    for (int issuer : new int[] {Lab.SIGNATURE, NextGeneration.NUMBER}) {
      assertThat(Statuses.of(lab.ask(issuer, never))).containsExactly(NEVER_ISSUED);
    }
  }

  /** Another authority has another name. */
  @Test
  void ask_aCertificateOfAnotherAuthority_wasNeverIssued() {
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.USER_IDENTIFICATION, old))).containsExactly(NEVER_ISSUED);
  }

  private void execute(String statement) {
    lab.stack.jdbi("admin").useHandle(handle -> handle.execute(statement, NextGeneration.NUMBER));
    lab.refreshed();
  }

  private String missing() {
    return new ReadinessCheck(
            lab.signers, lab.statuses, AnswerPolicy.read(lab.stack.settingsWith(Map.of())), clock)
        .readiness()
        .facts()
        .toString();
  }

  /**
   * Its signers are not renewed: as long as one is there it says what is true, and then nothing.
   */
  @Test
  void ask_withARetiredIssuer_isToldWhileItsSignerLasts_thenRefused_andNobodyMissesIt() {
    Serial fresh = lab.rows.issue(NextGeneration.NUMBER);
    execute("UPDATE status.issuer SET retired_at = 1 WHERE issuer_no = ?");
    assertThat(Statuses.of(lab.ask(NextGeneration.NUMBER, fresh))).containsExactly("good");
    execute("UPDATE status.ocsp_signer SET not_after = 0 WHERE issuer_no = ?");
    assertThat(Statuses.of(lab.ask(NextGeneration.NUMBER, fresh))).containsExactly("unauthorized");
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, fresh))).containsExactly("good");
    assertThat(missing()).doesNotContain("signature-g90");

    execute("UPDATE status.issuer SET retired_at = NULL WHERE issuer_no = ?");
    assertThat(Statuses.of(lab.ask(NextGeneration.NUMBER, fresh))).containsExactly("tryLater");
    assertThat(missing()).contains("no valid OCSP signer for signature-g90");
  }

  @Test
  void ask_expiredLongerAgoThanIsKept_isNotToldByAnyGeneration() {
    Serial expired = lab.rows.issue(Lab.SIGNATURE, now.minus(Duration.ofDays(4_000)));
    lab.refreshed();
    for (int issuer : new int[] {Lab.SIGNATURE, NextGeneration.NUMBER}) {
      assertThat(Statuses.of(lab.ask(issuer, expired))).containsExactly("unauthorized");
    }
  }
}
