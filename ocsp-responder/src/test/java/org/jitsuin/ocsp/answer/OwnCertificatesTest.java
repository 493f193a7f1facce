package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the ceremony signed for no card: nobody may be told that it was never issued. */
@Tag("stack")
class OwnCertificatesTest {
  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Lab lab = new Lab(clock, Map.of()).refreshed();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void ask_theIssuersOwn_isGood() {
    for (int issuer : new int[] {Lab.SIGNATURE, Lab.USER_IDENTIFICATION}) {
      Serial own = Serial.of(lab.issuer(issuer).getSerialNumber());
      assertThat(Statuses.of(lab.ask(issuer, own))).containsExactly("good");
    }
  }

  /** As a cautious client does with the certificate that came with an answer. */
  @Test
  void ask_theSignersThatAnswer_isGood() {
    clock.advance(Duration.ofSeconds(5));
    lab.refreshed();
    for (int issuer : new int[] {Lab.SIGNATURE, Lab.USER_IDENTIFICATION}) {
      BasicOCSPResp answer =
          Statuses.basic(lab.ask(issuer, Serial.of(lab.issuer(issuer).getSerialNumber())));
      List<X509CertificateHolder> signers = List.of(answer.getCerts());
      assertThat(signers)
          .isNotEmpty()
          .allSatisfy(signer ->
              assertThat(Statuses.of(lab.ask(issuer, Serial.of(signer.getSerialNumber()))))
                  .containsExactly("good"));
    }
  }
}
