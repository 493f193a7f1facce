package org.jitsuin.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityScriptTest {
  private static final AuthorityScript SCRIPT =
      new AuthorityScript(
          "signature",
          1,
          "rsa-2048-sha256",
          10,
          "C=JP, O=JPKI-TEST, OU=試験用認証局",
          "C=JP, O=公的個人認証",
          "C=JP, O=JPKI-TEST",
          "http://localhost:8080",
          List.of("rsa-2048-sha256", "ecdsa-p384-sha384"),
          "1.2.392.200149.8.5.1.1.10",
          "http://localhost:8080/cps",
          new AuthorityScript.OcspSigner("ecdsa-p256-sha256", 30));

  /** The database keeps this text and compares it. */
  @Test
  void toJson_script_hasTheMembersOfItsFileInTheirOrder() {
    assertThat(SCRIPT.toJson())
        .isEqualTo(
            "{\"authority\":\"signature\",\"generation\":1,\"scheme\":\"rsa-2048-sha256\","
                + "\"validity-years\":10,\"name\":\"C=JP, O=JPKI-TEST, OU=試験用認証局\","
                + "\"alternative-name\":\"C=JP, O=公的個人認証\","
                + "\"crl-directory\":\"C=JP, O=JPKI-TEST\","
                + "\"base-uri\":\"http://localhost:8080\","
                + "\"card-keys\":[\"rsa-2048-sha256\",\"ecdsa-p384-sha384\"],"
                + "\"policy\":\"1.2.392.200149.8.5.1.1.10\","
                + "\"cps-uri\":\"http://localhost:8080/cps\","
                + "\"ocsp-signer\":{\"scheme\":\"ecdsa-p256-sha256\",\"validity-days\":30}}");
  }

  @Test
  void ofJson_whatWasWritten_isTheScript() {
    assertThat(AuthorityScript.ofJson(SCRIPT.toJson())).isEqualTo(SCRIPT);
  }

  /** All but the authority's own key stays classical, and people who trust it get none of it. */
  @Test
  void by_mlDsa_isAnObstacleInProductionAndForTheKeyOfTheAuthorityAlone() {
    AuthorityScript next = SCRIPT.next().by(SignatureScheme.ML_DSA_65);
    assertThat(next.keyScheme()).isEqualTo(SignatureScheme.ML_DSA_65);
    assertThat(next.by(SignatureScheme.RSA_2048_SHA256)).isEqualTo(SCRIPT.next());
    assertThat(SCRIPT.obstacle()).isEmpty();
    assertThat(next.obstacle().orElseThrow())
        .startsWith("signature-g2 is to sign by ml-dsa-65: no token can")
        .endsWith("jitsuin.mode=production refuses it");
    String json = next.toJson();
    for (String line : List.of("\"ecdsa-p256-sha256\"", "\"ecdsa-p384-sha384\"")) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> AuthorityScript.ofJson(json.replace(line, "\"ml-dsa-65\"")))
          .havingCause()
          .withMessageContaining("is RSA or ECDSA, not ml-dsa-65");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"authority\":\"signature\"}"})
  void ofJson_noScript_isRefused(String json) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> AuthorityScript.ofJson(json))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
  }
}
