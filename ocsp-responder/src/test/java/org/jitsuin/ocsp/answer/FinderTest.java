package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.lab.Lab;
import org.jitsuin.ocsp.lab.StoppedClock;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.RequestLimits;
import org.jitsuin.ocsp.wire.RequestParser;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an I/O thread may ask for must never make it wait. */
class FinderTest {
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Lab lab = new Lab(clock, Map.of());
  private final Settings settings = lab.stack.settingsWith(Map.of());
  private final Finder finder = new Finder(lab.signers, lab.statuses, AnswerPolicy.read(settings));

  @AfterEach
  void close() {
    lab.close();
  }

  private OcspRequest request(Serial serial) {
    byte[] der = Requests.of(lab.certId(Lab.SIGNATURE, serial));
    return (OcspRequest) new RequestParser(RequestLimits.read(settings)).parse(der);
  }

  @Test
  void findAtOnce_unknownSerialAskedAfterTheFeedWasRead_isLeftToWhoMayWait() {
    OcspRequest request = request(lab.rows.neverIssued());
    lab.refreshed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(finder.findAtOnce(request, clock.instant())).isEmpty();
    assertThat(finder.find(request, clock.instant())).isInstanceOf(Finding.Statuses.class);
  }

  @Test
  void findAtOnce_unknownSerialAskedBefore_isTold() {
    lab.refreshed();
    assertThat(finder.findAtOnce(request(lab.rows.neverIssued()), clock.instant())).isPresent();
  }

  @Test
  void findAtOnce_knownSerial_isToldHoweverLongAgoTheFeedWasRead() {
    OcspRequest request = request(lab.rows.issue(Lab.SIGNATURE));
    lab.refreshed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(finder.findAtOnce(request, clock.instant()))
        .hasValueSatisfying(found -> assertThat(found).isInstanceOf(Finding.Statuses.class));
  }
}
