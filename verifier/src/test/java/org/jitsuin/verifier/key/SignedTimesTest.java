package org.jitsuin.verifier.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of certificates and answers, on a machine with another calendar as well. */
class SignedTimesTest {
  @ParameterizedTest
  @CsvSource({
    "260615030000Z, 2026-06-15T03:00:00Z",
    "490101000000Z, 2049-01-01T00:00:00Z",
    "500101000000Z, 1950-01-01T00:00:00Z",
    "240229235959Z, 2024-02-29T23:59:59Z",
    "2606150300Z, 2026-06-15T03:00:00Z",
    "260615120000+0900, 2026-06-15T03:00:00Z"
  })
  void of_timeOfACertificate_isThatTime(String written, Instant time) {
    assertThat(Times.of(new Time(new ASN1UTCTime(written)))).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "20260615030000Z, 2026-06-15T03:00:00Z",
    "20991231145959Z, 2099-12-31T14:59:59Z",
    "20260615030000.5Z, 2026-06-15T03:00:00.500Z",
    "20260615120000+0900, 2026-06-15T03:00:00Z"
  })
  void of_generalizedTime_isThatTime(String written, Instant time) throws ParseException {
    ASN1GeneralizedTime generalized = new ASN1GeneralizedTime(written);

    assertThat(Times.of(generalized)).isEqualTo(time);
    assertThat(Times.of(new Time(generalized))).isEqualTo(time);
  }

  /** Bouncy Castle's own reader says the same of what both take. */
  @Test
  void of_everyMonth_isWhatBouncyCastleReads() throws ParseException {
    for (int month = 1; month <= 12; month++) {
      ASN1GeneralizedTime time =
          new ASN1GeneralizedTime("2027" + (month < 10 ? "0" : "") + month + "28235958Z");

      assertThat(Times.of(time)).isEqualTo(time.getDate().toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"20260230000000Z", "20261301000000Z", "20260615250000Z"})
  void of_noSuchTime_isRefused(String written) {
    assertThatThrownBy(() -> Times.of(new ASN1GeneralizedTime(written)))
        .isInstanceOf(RuntimeException.class);
  }
}
