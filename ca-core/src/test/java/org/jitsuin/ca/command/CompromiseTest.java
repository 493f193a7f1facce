package org.jitsuin.ca.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A leak that is reported of what is revoked already: kept, told once, never lost. */
@Tag("stack")
class CompromiseTest {
  private CaFixture ca = CaFixture.started();

  @AfterEach
  void close() {
    ca.close();
  }

  private CardCertificate signature() {
    return CaFixture.of(Authority.SIGNATURE, ca.issueBoth(ca.card()));
  }

  private Outcome<Performed> revoke(
      CardCertificate certificate, RevocationCause cause, Optional<Instant> since) {
    return ca.revoke(ca.clerk(), certificate, cause, since);
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private Optional<Revocation> now(CardCertificate certificate) {
    return ca.admin()
        .withHandle(
            handle -> CertificateTable.find(handle, certificate.kind(), certificate.serial()))
        .orElseThrow()
        .certificate()
        .revocation();
  }

  /** What OCSP and CRLs are made from. */
  private long told(String table, CardCertificate certificate, Revocation revocation) {
    return ca.count(
        "SELECT COUNT(*) FROM status."
            + table
            + " WHERE serial = ? AND reason = ? AND revoked_at = ? AND invalid_since <=> ?",
        certificate.serial().octets(),
        revocation.reason().code(),
        revocation.at().toEpochMilli(),
        revocation.invalidSince().map(Instant::toEpochMilli).orElse(null));
  }

  private long entries(String kind, CardCertificate certificate) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND card = ? AND body LIKE ?",
        kind,
        certificate.cardId(),
        "%" + certificate.serial() + "%");
  }

  @Test
  void perform_leakAfterAnotherRevocation_isToldOnceWithTheFirstTime() {
    CardCertificate certificate = signature();
    done(revoke(certificate, RevocationCause.HOLDER_REQUEST, Optional.empty()));
    Revocation first = now(certificate).orElseThrow();
    ca.clock().advance(Duration.ofDays(3));
    Instant leaked = first.at().minus(Duration.ofDays(30));
    Revocation worse =
        new Revocation(first.at(), RevocationReason.KEY_COMPROMISE, Optional.of(leaked));
    for (int i = 0; i < 3; i++) {
      done(revoke(certificate, RevocationCause.KEY_COMPROMISE, Optional.of(leaked)));
    }
    assertThat(now(certificate)).contains(worse);
    assertThat(told("revocation", certificate, worse)).isOne();
    assertThat(told("revocation", certificate, first)).isZero();
    assertThat(told("feed", certificate, first)).isOne();
    assertThat(told("feed", certificate, worse)).isOne();
    assertThat(entries("revocation-amended", certificate)).isOne();
    assertThat(entries("certificate-revoked", certificate)).isOne();

    Instant earlier = leaked.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    done(revoke(certificate, RevocationCause.KEY_COMPROMISE, Optional.of(earlier)));
    assertThat(now(certificate).orElseThrow().invalidSince()).contains(earlier);
    assertThat(entries("revocation-amended", certificate)).isEqualTo(2);
  }

  /**
   * The report is in the log, bound to what was noted, before anybody is told that it changes
   * nothing.
   */
  @Test
  void perform_leakOfWhatRanOut_isRefusedAndRecorded() {
    CardCertificate certificate = signature();
    ca.clock().advance(Duration.ofDays(3_000));
    Command command =
        new Command.Revoke(
            certificate.kind(),
            certificate.serial(),
            RevocationCause.KEY_COMPROMISE,
            Optional.of(certificate.notBefore()));
    String note = "note-" + UUID.randomUUID();
    Outcome<Answered<Performed>> outcome =
        ca.performAct()
            .perform(
                ca.clerk(),
                CaFixture.request(ca.clerk()),
                new PerformAct.Request(
                    new Subject.OfCertificate(certificate.kind(), certificate.serial()),
                    new Evidenced(command, Map.of("note", note))));
    assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.COMPROMISE_OF_EXPIRED);
    assertThat(now(certificate)).isEmpty();
    assertThat(entries("compromise-reported", certificate)).isOne();
    assertThat(
            ca.count("SELECT COUNT(*) FROM audit.disclosure WHERE data LIKE ?", "%" + note + "%"))
        .isOne();
    // Any other end is refused without it.
    assertThat(refusal(revoke(certificate, RevocationCause.EX_OFFICIO, Optional.empty())).code())
        .isEqualTo(RefusalCode.CERTIFICATE_EXPIRED);
    assertThat(entries("compromise-reported", certificate)).isOne();
  }

  @Test
  void perform_leakWherePolicyKeepsWhatWasPublished_isRefusedAndRecorded() {
    ca.close();
    Policy policy = CaFixture.POLICY;
    ca =
        CaFixture.started(
            new Policy(
                policy.validity(),
                policy.lift(),
                policy.holdEndsAfter(),
                Policy.Amendment.RECORDED,
                policy.confirmation()));
    CardCertificate certificate = signature();
    done(revoke(certificate, RevocationCause.HOLDER_REQUEST, Optional.empty()));
    Revocation first = now(certificate).orElseThrow();
    assertThat(
            refusal(revoke(certificate, RevocationCause.KEY_COMPROMISE, Optional.empty())).code())
        .isEqualTo(RefusalCode.REVOCATION_NOT_AMENDED);
    assertThat(now(certificate)).contains(first);
    assertThat(entries("compromise-reported", certificate)).isOne();
    assertThat(entries("revocation-amended", certificate)).isZero();
  }

  /** What bars an act is asked with the holder's municipality, and nothing is done. */
  @Test
  void perform_barredByTheHoldersOffice_refused() {
    CardCertificate certificate = signature();
    Command command =
        new Command.Revoke(
            certificate.kind(), certificate.serial(), RevocationCause.EX_OFFICIO, Optional.empty());
    Outcome<Answered<Performed>> outcome =
        ca.performAct()
            .perform(
                ca.staff("operator"),
                CaFixture.request(ca.staff("operator")),
                new PerformAct.Request(
                    new Subject.OfCertificate(certificate.kind(), certificate.serial()),
                    Evidenced.of(command),
                    residence ->
                        Optional.of(new Refusal(RefusalCode.SECOND_OPERATOR_NEEDED, residence)),
                    false,
                    Optional.empty()));
    assertThat(refusal(outcome))
        .isEqualTo(new Refusal(RefusalCode.SECOND_OPERATOR_NEEDED, "13221"));
    assertThat(now(certificate)).isEmpty();
  }
}
