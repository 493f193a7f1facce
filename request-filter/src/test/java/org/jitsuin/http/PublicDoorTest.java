package org.jitsuin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicDoorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ocsp",
        "/ocsp/MFEwTzBNMEswSTAJ",
        "/crl/signature/13221.crl",
        "/ca/signature.cer",
        "/log/checkpoint",
        "/log/tile/0/x001/067",
        "/filter/signature/head",
        "/office/public/check/",
        "/office/assets/index-1.js"
      })
  void whatEverybodyMaySee_isBehindIt(String path) {
    assertThat(PublicDoor.isOpen(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/api",
        "/api/v1/caller",
        "/office",
        "/office/",
        "/office/counter/",
        "/office/public/../counter/",
        "/office/public/..;/counter/",
        "/office/assets/.",
        "/office/publicity",
        "/crl-publisher",
        "/openapi",
        "/ocspx",
        "/crl",
        "//api/v1/caller",
        "/Office/public/"
      })
  void everythingElse_isNot(String path) {
    assertThat(PublicDoor.isOpen(path)).isFalse();
  }
}
