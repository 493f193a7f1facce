package org.jitsuin.ca.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSiteTest {
  private static final HttpString NAME = HttpString.tryFromString("Sec-Fetch-Site");

  private static HeaderMap headers(String... values) {
    HeaderMap headers = new HeaderMap();
    for (String value : values) {
      headers.add(NAME, value);
    }
    return headers;
  }

  @Test
  void isOwn_ofWhoSaysNothing_holds() {
    assertThat(FetchSite.isOwn(headers())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void isOwn_ofOwnPagesAndTypedAddresses_holds(String site) {
    assertThat(FetchSite.isOwn(headers(site))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "Same-Origin", "same-origin, cross-site"})
  void isOwn_ofAnythingElse_doesNotHold(String site) {
    assertThat(FetchSite.isOwn(headers(site))).isFalse();
  }

  @Test
  void isOwn_ofTwoAnswers_asksBoth() {
    assertThat(FetchSite.isOwn(headers("same-origin", "cross-site"))).isFalse();
  }
}
