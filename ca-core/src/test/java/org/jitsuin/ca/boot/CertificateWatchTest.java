package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.installation.ceremony.ServerKeyStore;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a ceremony of today: TLS and staff are valid for 730 days, all others for ten years. */
@Tag("stack")
class CertificateWatchTest {
  private static final double DAY = 86_400;

  private final CaFixture ca = CaFixture.started();
  private final SettableClock machineClock = new SettableClock(Clocks.system().instant());
  private final CertificateWatch watch = watch("development");

  private CertificateWatch watch(String mode) {
    Path tls = ca.stack().home().resolve("tls");
    return new CertificateWatch(
        ca.transactions(),
        ca.authorities(),
        ca.clock(),
        machineClock,
        ca.stack()
            .settingsWith(
                Map.of(
                    "jitsuin.mode",
                    mode,
                    "jitsuin.tls.keystore",
                    tls.resolve("server.p12").toString(),
                    "jitsuin.tls.keystore.password",
                    new ServerKeyStore(ca.stack().home()).password(),
                    "jitsuin.tls.truststore",
                    tls.resolve("staff.p12").toString(),
                    "jitsuin.tls.truststore.password",
                    "changeit")));
  }

  @AfterEach
  void end() {
    ca.close();
  }

  private Readiness after(int days) {
    machineClock.advance(Duration.ofDays(days));
    return watch.confirm(Readiness.ready());
  }

  @Test
  void confirm_longBefore_saysNothing() {
    Readiness readiness = after(660);
    assertThat(readiness.up()).isTrue();
    // Other tests register relying parties with certificates that end soon.
    assertThat(readiness.facts().getOrDefault("reason", ""))
        .doesNotContain("TLS", "staff", "client certificates", "authority");
  }

  @Test
  void confirm_lessThanSixtyDaysBefore_isReadyAndSaysWhatEnds() {
    Readiness readiness = after(675);

    assertThat(readiness.up()).isTrue();
    assertThat(readiness.facts().get("reason"))
        .contains("the server's TLS certificate ends on ", ", in 5")
        .contains("client certificates of staff ends on ")
        .contains("the first of 1 client certificates of the resident register ends on ")
        .contains("client certificates of relying parties ends on ")
        .doesNotContain("the staff authority");
  }

  /** The ceremony of the tests made the keys of ten. */
  @Test
  void confirm_developmentsCredentialsInProduction_areTold() {
    Readiness readiness = watch("production").confirm(Readiness.ready());

    assertThat(readiness.up()).isTrue();
    assertThat(readiness.facts().get("reason"))
        .contains("client certificates have a key in a file whose password everybody knows");
    assertThat(watch.confirm(Readiness.ready()).facts().getOrDefault("reason", ""))
        .doesNotContain("password");
  }

  @Test
  void confirm_tlsHasEnded_isNotReady() {
    Readiness readiness = after(731);

    assertThat(readiness.up()).isFalse();
    assertThat(readiness.facts().get("reason"))
        .contains("the server's TLS certificate has ended on ", "client certificates of staff has");
  }

  /** Whoever was not renewed for a month has left, as far as this can be known. */
  @Test
  void confirm_staffEndedLongAgo_isNotTold() {
    assertThat(after(765).facts().get("reason"))
        .contains("the server's TLS certificate has ended")
        .doesNotContain("client certificates");
  }

  @Test
  void remaining_ofEach_isThatOfItsCertificate() {
    assertThat(watch.tlsRemaining()).isBetween(729 * DAY, 730 * DAY);
    assertThat(watch.staffRemaining()).isBetween(729 * DAY, 730 * DAY);
    assertThat(watch.registerFeedRemaining()).isBetween(729 * DAY, 730 * DAY);
    assertThat(watch.relyingPartyRemaining()).isBetween(729 * DAY, 730 * DAY);
    assertThat(watch.requesterRemaining()).isLessThanOrEqualTo(730 * DAY);
    assertThat(watch.staffAuthorityRemaining()).isBetween(3_649 * DAY, 3_650 * DAY);
    for (Authority authority : Authority.values()) {
      assertThat(watch.remaining(authority)).isBetween(3_640 * DAY, 3_660 * DAY);
    }
  }

  @Test
  void remaining_whereTheServerHasNoKeyStore_isNoNumber() {
    CertificateWatch without =
        new CertificateWatch(
            ca.transactions(), ca.authorities(), ca.clock(), machineClock, ca.stack().settings());

    assertThat(without.tlsRemaining()).isNaN();
    assertThat(without.confirm(Readiness.ready()).up()).isTrue();
  }
}
