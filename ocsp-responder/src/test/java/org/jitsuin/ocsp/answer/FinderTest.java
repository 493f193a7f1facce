package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.answer.Finder.Look;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an I/O thread may ask for must never make it wait. */
@Tag("stack")
class FinderTest {
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Lab lab = new Lab(clock, Map.of());
  private final Settings settings = lab.stack.settingsWith(Map.of());
  private final Finder finder = new Finder(lab.signers, lab.statuses, AnswerPolicy.read(settings));

  @AfterEach
  void close() {
    lab.close();
  }

  private Look look(Serial serial) {
    byte[] der = Requests.of(lab.certId(Lab.SIGNATURE, serial));
    return finder.look(lab.request(der), clock.instant());
  }

  @Test
  void look_unknownSerialAskedAfterTheFeedWasRead_mayBeTooEarly() {
    Serial serial = lab.rows.neverIssued();
    lab.refreshed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(look(serial).mayBeTooEarly()).isTrue();
    assertThat(look(serial).finding()).isInstanceOf(Decision.Statuses.class);
  }

  @Test
  void look_unknownSerialAskedBefore_isTold() {
    lab.refreshed();
    assertThat(look(lab.rows.neverIssued()).mayBeTooEarly()).isFalse();
  }

  @Test
  void look_serialOfATimeWhoseRecordsWereLost_isUnknownAndNotRefused() {
    Serial lost = new SerialSource(new SecureRandom()).next(clock.instant());
    lab.stack
        .jdbi("admin")
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO status.gap (begins_at, ends_at, recovered_at) VALUES (?, ?, ?)",
                clock.instant().toEpochMilli(),
                clock.instant().toEpochMilli(),
                clock.instant().toEpochMilli()));
    try {
      lab.refreshed();
      Look look = look(lost);
      assertThat(look.finding())
          .isInstanceOfSatisfying(
              Decision.Statuses.class,
              found ->
                  assertThat(found.answers().getFirst().status())
                      .isEqualTo(new CertificateStatus.Unknown()));
    } finally {
      lab.stack.jdbi("admin").useHandle(handle -> handle.execute("DELETE FROM status.gap"));
    }
  }

  @Test
  void look_knownSerial_isToldHoweverLongAgoTheFeedWasRead() {
    Serial serial = lab.rows.issue(Lab.SIGNATURE);
    lab.refreshed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(look(serial).mayBeTooEarly()).isFalse();
  }
}
