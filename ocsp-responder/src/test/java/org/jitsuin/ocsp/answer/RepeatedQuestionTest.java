package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is asked by GET again and again: the third time it is known by its request line. */
@Tag("stack")
class RepeatedQuestionTest {
  private static final int OFTEN = 3;

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of()).refreshed();
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    lab.close();
  }

  /** Asks often enough for all shortcuts to be taken; all answers are the same. */
  private byte[] ask() {
    byte[] request = Requests.of(lab.certId(Lab.SIGNATURE, serial));
    String base64 = Base64.getEncoder().encodeToString(request);
    URI address =
        URI.create(lab.url() + "/" + URLEncoder.encode(base64, StandardCharsets.US_ASCII));
    byte[] last = null;
    for (int i = 0; i < OFTEN; i++) {
      HttpResponse<byte[]> response = lab.send(HttpRequest.newBuilder(address).GET());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(last == null ? response.body() : last).isEqualTo(response.body());
      last = response.body();
    }
    return last;
  }

  private static BasicOCSPResp basic(byte[] answer) throws IOException {
    return Statuses.basic(new OCSPResp(answer));
  }

  private static boolean isTryLater(byte[] answer) throws IOException {
    return new OCSPResp(answer).getStatus() == OCSPResp.TRY_LATER;
  }

  @Test
  void answer_whileNothingChanges_isTheSameOctets_untilHalfItsValidity() throws IOException {
    lab.refreshed();
    byte[] first = ask();
    clock.advance(Duration.ofMinutes(7));
    lab.refreshed();
    assertThat(ask()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(31));
    lab.refreshed();
    assertThat(basic(ask()).getProducedAt().toInstant()).isEqualTo(clock.instant());
  }

  @Test
  void answer_statusChanged_tellsItAtOnce_andWhenItIsLiftedToo() throws IOException {
    lab.refreshed();
    assertThat(Statuses.of(new OCSPResp(ask()))).containsExactly("good");
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, RevocationReason.CERTIFICATE_HOLD));
    lab.refreshed();
    assertThat(Statuses.of(new OCSPResp(ask()))).containsExactly("certificateHold " + now);
    lab.rows.lift(Lab.SIGNATURE, serial);
    lab.refreshed();
    assertThat(Statuses.of(new OCSPResp(ask()))).containsExactly("good");
  }

  @Test
  void answer_feedNotReadForTooLong_isTryLater_andRightAgainAfterwards() throws IOException {
    lab.refreshed();
    assertThat(isTryLater(ask())).isFalse();
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(isTryLater(ask())).isTrue();
    lab.refreshed();
    assertThat(basic(ask()).getProducedAt().toInstant()).isEqualTo(clock.instant());
  }

  @Test
  void answer_signerNoLongerThere_isNotGivenAgain() throws IOException {
    lab.refreshed();
    byte[] first = ask();
    assertThat(isTryLater(first)).isFalse();
    // Past the notAfter of every signer there is.
    clock.advance(Duration.ofDays(400));
    lab.refreshed();
    assertThat(isTryLater(ask())).isTrue();
  }
}
