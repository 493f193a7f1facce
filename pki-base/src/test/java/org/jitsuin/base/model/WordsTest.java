package org.jitsuin.base.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: authority, issuer, revocation, DER, fingerprint. */
class WordsTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource(Authority.class)
  void byId_idOfAnAuthority_isThatAuthority(Authority authority) {
    assertThat(Authority.byId(authority.id())).contains(authority);
    assertThat(authority).hasToString(authority.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SIGNATURE", "signature ", "staff"})
  void byId_anythingElse_isEmpty(String id) {
    assertThat(Authority.byId(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 256})
  void issuer_generationOutOfRange_refused(int generation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Issuer(Authority.SIGNATURE, generation));
  }

  /** The tables hold a generation in one octet; whatever they hold can be read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 255})
  void issuer_generationOfOneOctet_isOne(int generation) {
    assertThat(new Issuer(Authority.SIGNATURE, generation).generation()).isEqualTo(generation);
    assertThat(Issuer.LAST_GENERATION).isEqualTo(0xff);
  }

  @Test
  void issuer_text_isThatOfKeyLabels() {
    assertThat(new Issuer(Authority.USER_IDENTIFICATION, 12))
        .hasToString("user-identification-g12");
  }

  @ParameterizedTest
  @EnumSource(RevocationReason.class)
  void reason_codeAndName_areThoseOfRfc5280(RevocationReason reason) {
    assertThat(CRLReason.lookup(reason.code()).toString()).isEqualTo("CRLReason: " + reason.id());
    assertThat(RevocationReason.byCode(reason.code())).contains(reason);
    assertThat(reason).hasToString(reason.id());
  }

  @Test
  void reason_codes_areAllOfRfc5280ButTheUnused() {
    assertThat(Arrays.stream(RevocationReason.values()).map(RevocationReason::code))
        .containsExactlyElementsOf(List.of(0, 1, 2, 3, 4, 5, 6, 8, 9, 10));
    assertThat(RevocationReason.byCode(7)).isEmpty();
    assertThat(RevocationReason.byCode(-1)).isEmpty();
  }

  @Test
  void revocation_withFractionOfASecond_isInWholeSeconds() {
    Revocation revocation =
        new Revocation(
            Instant.parse("2025-10-27T03:04:05.999Z"), RevocationReason.AFFILIATION_CHANGED);
    assertThat(revocation.at()).isEqualTo(Instant.parse("2025-10-27T03:04:05Z"));
  }

  @Test
  void revocation_removeFromCrl_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Revocation(Instant.EPOCH, RevocationReason.REMOVE_FROM_CRL));
  }

  /** The vector of FIPS 180-4. */
  @Test
  void fingerprint_ofAbc_isTheKnownOne() {
    Fingerprint fingerprint = Fingerprint.of(ABC);
    assertThat(fingerprint)
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Fingerprint.ofDigest(fingerprint.octets()))
        .hasSameHashCodeAs(Fingerprint.ofDigest(fingerprint.octets()));
  }

  @Test
  void fingerprint_ofDigestOfOtherLength_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.ofDigest(new byte[31]));
  }

  @Test
  void der_arrayChangedAfterwards_keepsItsBytes() {
    byte[] bytes = ABC.clone();
    Bytes der = Bytes.of(bytes);
    bytes[0] = 'x';
    der.bytes()[1] = 'x';
    assertThat(der.bytes()).isEqualTo(ABC);
    assertThat(der).isEqualTo(Bytes.of(ABC)).hasSameHashCodeAs(Bytes.of(ABC));
  }

  @Test
  void der_text_doesNotShowTheBytes() {
    assertThat(Bytes.of(ABC).toString())
        .doesNotContain("abc", "616263")
        .contains("3 octets", Fingerprint.of(ABC).toString());
  }
}
