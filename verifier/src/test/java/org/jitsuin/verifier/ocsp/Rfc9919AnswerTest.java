package org.jitsuin.verifier.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.testing.Rfc9919;
import org.jitsuin.verifier.ocsp.OcspPolicy.NonceUse;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.Unanswered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 9919 appendix B, as a relying party asks and reads. */
class Rfc9919AnswerTest {
  private static final Instant FROM = Instant.parse("2024-04-03T12:37:47Z");
  private static final Instant UNTIL = Instant.parse("2024-04-10T12:37:47Z");

  /** A clock that is right, as the RFC asks for. */
  private static final OcspPolicy EXACT =
      new OcspPolicy(NonceUse.WHERE_GIVEN, Duration.ZERO, Duration.ofDays(7), 1_000);

  private static X509CertificateHolder certificate(Rfc9919 example) {
    try {
      return new X509CertificateHolder(example.der());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Question question(Rfc9919 about, Instant at) {
    X509CertificateHolder authority = certificate(Rfc9919.AUTHORITY);
    X509CertificateHolder asked = certificate(about);
    return new Question(asked, authority, List.of(authority), asked, at);
  }

  private static StatusAnswer read(Question question, byte[] response) throws Unanswered {
    return new OcspReader(question, Optional.empty(), EXACT).read(response);
  }

  private static CertID asked(byte[] request) {
    ASN1Encodable only =
        OCSPRequest.getInstance(request).getTbsRequest().getRequestList().getObjectAt(0);
    return Request.getInstance(only).getReqCert();
  }

  @Test
  void encode_question_namesTheCertificateInTheSameOctets() throws Exception {
    byte[] request =
        OcspQuestion.encode(question(Rfc9919.CERTIFICATE, FROM), new byte[32], Optional.empty());

    assertThat(asked(request).getEncoded()).isEqualTo(asked(Rfc9919.REQUEST.der()).getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-04-03T12:37:47Z", "2024-04-07T00:00:00Z", "2024-04-10T12:37:47Z"})
  void read_whileItIsCurrent_good(Instant at) throws Unanswered {
    assertThat(read(question(Rfc9919.CERTIFICATE, at), Rfc9919.RESPONSE.der()))
        .isEqualTo(new StatusAnswer.Good(FROM, UNTIL));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-04-03T12:37:46Z, NOT_CURRENT",
    "2024-04-10T12:37:48Z, NOT_CURRENT",
    "2024-04-02T12:37:46Z, NOT_SIGNED",
    "2025-04-02T12:37:48Z, NOT_SIGNED"
  })
  void read_beforeOrAfter_refused(Instant at, Silence why) {
    assertSilent(question(Rfc9919.CERTIFICATE, at), Rfc9919.RESPONSE.der(), why);
  }

  @Test
  void read_aboutAnotherCertificate_refused() {
    assertSilent(question(Rfc9919.SIGNER, FROM), Rfc9919.RESPONSE.der(), Silence.OTHER_SCOPE);
  }

  private static void assertSilent(Question question, byte[] response, Silence why) {
    assertThatThrownBy(() -> read(question, response))
        .isInstanceOfSatisfying(
            Unanswered.class, silent -> assertThat(silent.answer().why()).isEqualTo(why));
  }
}
