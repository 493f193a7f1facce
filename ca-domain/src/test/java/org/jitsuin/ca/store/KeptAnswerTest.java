package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.store.KeptAnswer.Cut;
import org.junit.jupiter.api.Test;

class KeptAnswerTest {
  private static FiledCertificate filed(int number, byte[] der) {
    CardCertificate certificate =
        new CardCertificate(
            new Issuer(Authority.SIGNATURE, 1),
            250,
            Serial.of(BigInteger.ONE.shiftLeft(100).add(BigInteger.valueOf(number))),
            "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11",
            1,
            new CardCertificate.Crl("13221-g1", 1),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());
    return new FiledCertificate(certificate, Bytes.of(der));
  }

  private static Bytes json(List<FiledCertificate> certificates) {
    return Bytes.of(
        certificates.stream()
            .map(one -> Pem.certificate(one.der().bytes()).replace("\n", "\\n"))
            .map(pem -> "{\"municipality\":\"清瀬市\",\"certificate\":\"" + pem + "\"}")
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes whole(KeptAnswer kept, List<FiledCertificate> certificates) {
    Map<Serial, Bytes> ders =
        certificates.stream()
            .collect(Collectors.toMap(one -> one.certificate().serial(), FiledCertificate::der));
    Function<Cut, Bytes> find =
        cut -> {
          assertThat(cut.issuerNumber()).isEqualTo(250);
          return ders.get(cut.serial());
        };
    return KeptAnswer.read(kept.rest(), kept.encodedCuts()).whole(find);
  }

  @Property(tries = 100)
  void whole_certificatesWereCutOut_isTheSameToTheOctet(
      @ForAll @Size(max = 3) List<@NotEmpty byte[]> ders) {
    List<FiledCertificate> certificates = new ArrayList<>();
    for (byte[] der : ders) {
      certificates.add(filed(certificates.size(), der));
    }
    Bytes answer = json(certificates);
    KeptAnswer kept = KeptAnswer.of(answer, certificates);

    assertThat(kept.cuts()).hasSize(certificates.size());
    assertThat(new String(kept.rest().bytes(), StandardCharsets.UTF_8))
        .doesNotContain("BEGIN CERTIFICATE");
    assertThat(whole(kept, certificates)).isEqualTo(answer);
  }

  @Test
  void of_answerWithoutTheCertificate_isKeptWhole() {
    Bytes answer = json(List.of(filed(1, new byte[] {1})));
    KeptAnswer kept = KeptAnswer.of(answer, List.of(filed(2, new byte[] {2})));

    assertThat(kept.rest()).isEqualTo(answer);
    assertThat(whole(kept, List.of())).isEqualTo(answer);
  }

  @Test
  void of_certificatesInAnotherOrder_areGivenBackAllTheSame() {
    List<FiledCertificate> certificates =
        List.of(filed(1, new byte[] {1}), filed(2, new byte[] {2}));
    Bytes answer = json(certificates.reversed());

    assertThat(whole(KeptAnswer.of(answer, certificates), certificates)).isEqualTo(answer);
  }

  @Test
  void read_whatIsNoCut_isAFault() {
    byte[] cuts = KeptAnswer.of(json(List.of(filed(1, new byte[] {1}))), List.of()).encodedCuts();
    assertThat(cuts).isEmpty();
    for (byte[] broken :
        List.of(new byte[3], new byte[] {0, 0, 0, 0, 1, 0}, new byte[] {0, 0, 0, 0, 1, 9, 1})) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> KeptAnswer.read(Bytes.of(new byte[9]), broken))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
    }
  }

  @Test
  void read_cutBehindTheEnd_isAFault() {
    byte[] behind = {0, 0, 0, 10, 1, 1, 1};
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> KeptAnswer.read(Bytes.of(new byte[9]), behind))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
  }
}
