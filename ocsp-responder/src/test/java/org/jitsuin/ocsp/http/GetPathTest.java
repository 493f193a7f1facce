package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.jitsuin.testing.Rfc9919;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetPathTest {
  /** Its base64 has every character that is dangerous in a path: {@code MP//++//AA==}. */
  private static final byte[] DER = HexFormat.of().parseHex("30fffffbefff00");

  private static final String BASE64 = Base64.getEncoder().encodeToString(DER);

  private static GetPath parse(String uri) {
    return GetPath.parse(uri, "/ocsp", 1_000);
  }

  static Stream<String> forms() {
    String encoded = URLEncoder.encode(BASE64, StandardCharsets.US_ASCII);
    return Stream.of(
        "/ocsp/" + BASE64,
        "/ocsp//" + BASE64,
        "/ocsp/" + BASE64 + "/",
        "/ocsp/" + encoded,
        "/ocsp/" + encoded.toLowerCase(Locale.ROOT).replace("mp", "MP").replace("aa", "AA"),
        "/ocsp/" + encoded + "/",
        "/ocsp/" + encoded + "%2F",
        "/ocsp/" + BASE64.replace("=", "%3D"),
        "/ocsp/" + BASE64.replace("=", ""),
        "/ocsp/" + URLEncoder.encode(encoded, StandardCharsets.US_ASCII),
        "/ocsp/" + encoded.replace("%2B", "%252b"),
        "/ocsp/" + Base64.getUrlEncoder().encodeToString(DER),
        "/ocsp/" + Base64.getUrlEncoder().withoutPadding().encodeToString(DER),
        "/ocsp/" + encoded.replace("%2B", "%20"),
        "/ocsp/" + encoded.substring(0, 2) + "%0D%0A" + encoded.substring(2) + "%0A",
        "http://localhost:8080/ocsp/" + BASE64);
  }

  @Test
  void base64_ofExample_hasDangerousCharacters() {
    assertThat(BASE64).contains("//", "+", "=");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void parse_anyForm_givesTheOctets(String uri) {
    assertThat(parse(uri))
        .isInstanceOfSatisfying(
            GetPath.Encoded.class, path -> assertThat(path.der()).isEqualTo(DER));
  }

  /** RFC 9919 §6: base64 of RFC 4648 §4, URL-encoded, and short enough for a GET. */
  @Test
  void parse_exampleOfRfc9919_isRead() {
    byte[] request = Rfc9919.REQUEST.der();
    String base64 = Base64.getEncoder().encodeToString(request);
    String address = "http://ocsp.example.com/ocsp/";
    String uri = address + URLEncoder.encode(base64, StandardCharsets.US_ASCII);
    assertThat(uri).hasSizeLessThanOrEqualTo(255);
    assertThat(parse(uri))
        .isInstanceOfSatisfying(
            GetPath.Encoded.class, path -> assertThat(path.der()).isEqualTo(request));
  }

  @Test
  void parse_base64ThatEndsWithASlash_keepsIt() {
    byte[] der = HexFormat.of().parseHex("30ffff");
    String base64 = Base64.getEncoder().encodeToString(der);
    assertThat(base64).endsWith("/");
    for (String uri : new String[] {"/ocsp/" + base64, "/ocsp/" + base64 + "/"}) {
      assertThat(parse(uri))
          .isInstanceOfSatisfying(
              GetPath.Encoded.class, path -> assertThat(path.der()).isEqualTo(der));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ocsp", "/ocsp/", "/ocsp//", "http://localhost/ocsp/"})
  void parse_nothing_isEmpty(String uri) {
    assertThat(parse(uri)).isEqualTo(new GetPath.Empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ocsp/MFEw!",
        "/ocsp/M%",
        "/ocsp/M%2",
        "/ocsp/M%zz",
        "/ocsp/M",
        "/ocsp/M===",
        "/ocsp/M%2525",
        "/ocsp/MFEw%00",
        "/ocsp/MFEw\u00e9",
        "/other/MFEw",
        "http://localhost"
      })
  void parse_noBase64_isSaid(String uri) {
    assertThat(parse(uri)).isEqualTo(new GetPath.NotBase64());
  }

  @Test
  void parse_longerThanAnyRequest_isSaid() {
    assertThat(parse("/ocsp/" + "M".repeat(4_013))).isEqualTo(new GetPath.TooLong());
  }
}
