package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said about certificates that have expired. */
@Tag("stack")
class RetentionTest {
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Instant today = now.truncatedTo(ChronoUnit.DAYS);

  private Lab lab(Duration retention) {
    return new Lab(clock, Map.of("jitsuin.ocsp.retention", retention.toString()));
  }

  private static Optional<Instant> archiveCutoff(OCSPResp response) {
    Extension extension =
        Statuses.basic(response)
            .getResponses()[0]
            .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);
    return Optional.ofNullable(extension)
        .map(known -> Statuses.instant(ASN1GeneralizedTime.getInstance(known.getParsedValue())));
  }

  @Test
  void answer_expiredWithinTheRetention_isTold() {
    try (Lab lab = lab(RETENTION)) {
      Serial good = lab.rows.issue(Lab.SIGNATURE, today.minus(RETENTION));
      Serial ended = lab.rows.issue(Lab.SIGNATURE, today.minus(RETENTION));
      Revocation revocation =
          new Revocation(today.minus(RETENTION).minus(DAY), RevocationReason.SUPERSEDED);
      lab.rows.revoke(Lab.SIGNATURE, ended, revocation);
      lab.refreshed();
      OCSPResp response = lab.ask(Lab.SIGNATURE, good);
      assertThat(Statuses.of(response)).containsExactly("good");
      assertThat(archiveCutoff(response)).contains(now.minus(RETENTION));
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, ended)))
          .containsExactly("superseded " + revocation.at());
    }
  }

  @Test
  void answer_expiredBeforeTheRetention_isUnauthorized() {
    try (Lab lab = lab(RETENTION)) {
      Instant notAfter = today.minus(RETENTION).minusMillis(1);
      Serial good = lab.rows.issue(Lab.SIGNATURE, notAfter);
      Serial ended = lab.rows.issue(Lab.SIGNATURE, notAfter);
      lab.rows.revoke(Lab.SIGNATURE, ended, new Revocation(now, RevocationReason.SUPERSEDED));
      lab.refreshed();
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, good))).containsExactly("unauthorized");
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, ended))).containsExactly("unauthorized");
    }
  }

  @Test
  void answer_expiredBesideOthers_isUnknown() {
    try (Lab lab = lab(RETENTION)) {
      Serial old = lab.rows.issue(Lab.SIGNATURE, Instant.EPOCH);
      Serial young = lab.rows.issue(Lab.SIGNATURE);
      byte[] request =
          Requests.of(lab.certId(Lab.SIGNATURE, old), lab.certId(Lab.SIGNATURE, young));
      assertThat(Statuses.of(lab.refreshed().post(request))).containsExactly("unknown", "good");
    }
  }

  @Test
  void answer_storedWhenTheRetentionEnds_isToldNoMore() {
    try (Lab lab = lab(RETENTION)) {
      Serial serial = lab.rows.issue(Lab.SIGNATURE, today.minus(RETENTION));
      lab.refreshed();
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
      clock.set(today.plus(DAY));
      lab.refreshed();
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("unauthorized");
    }
  }

  @Test
  void answer_noRetention_isToldOnTheLastDayWithoutArchiveCutoff() {
    try (Lab lab = lab(Duration.ZERO)) {
      Serial last = lab.rows.issue(Lab.SIGNATURE, today);
      Serial over = lab.rows.issue(Lab.SIGNATURE, today.minusMillis(1));
      lab.refreshed();
      OCSPResp response = lab.ask(Lab.SIGNATURE, last);
      assertThat(Statuses.of(response)).containsExactly("good");
      assertThat(archiveCutoff(response)).isEmpty();
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, over))).containsExactly("unauthorized");
    }
  }

  @Test
  void answer_loadedAnew_knowsTheSameExpiry() {
    Serial old;
    try (Lab lab = lab(RETENTION)) {
      lab.refreshed();
      old = lab.rows.issue(Lab.SIGNATURE, Instant.EPOCH);
      lab.refreshed();
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, old))).containsExactly("unauthorized");
    }
    try (Lab lab = lab(RETENTION).refreshed()) {
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, old))).containsExactly("unauthorized");
    }
  }
}
