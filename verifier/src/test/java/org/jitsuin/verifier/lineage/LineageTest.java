package org.jitsuin.verifier.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {
  private static final X509Certificate CARD =
      Stage.java(Stage.WORLD.goodCard(Stage.WORLD.signature()));
  private static final String SERIAL = CARD.getSerialNumber().toString(16);

  private static final String MIDDLE =
      """
      {"authority":"signature","serial":"%s","state":"revoked",
       "notBefore":"2026-01-02T03:04:05Z","notAfter":"2031-01-02T14:59:59Z",
       "predecessors":[{"authority":"signature","serial":"01","state":"expired",
         "notBefore":"2020-01-02T03:04:05Z","notAfter":"2025-01-02T14:59:59Z"}],
       "successors":[{"authority":"signature","serial":"03","state":"good",
         "notBefore":"2026-05-02T03:04:05Z","notAfter":"2031-01-02T14:59:59Z","new":null}],
       "siblings":[],"more":{"later":[1,true,"x\\u3042\\n"]}}
      """
          .formatted(SERIAL);

  private static byte[] octets(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void read_answer_isTheChain() {
    Lineage lineage = Lineage.read(octets(MIDDLE));

    assertThat(lineage.certificate().serial()).isEqualTo(CARD.getSerialNumber());
    assertThat(lineage.certificate().state()).isEqualTo("revoked");
    assertThat(lineage.certificate().notBefore()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(lineage.root().serial()).isEqualTo(BigInteger.ONE);
    assertThat(lineage.contains(BigInteger.ONE)).isTrue();
    assertThat(lineage.contains(BigInteger.valueOf(3))).isTrue();
    assertThat(lineage.contains(BigInteger.TWO)).isFalse();
    assertThat(lineage.siblings()).isEmpty();
  }

  /** The last octets are missing, a member is another, or it is no JSON at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"authority\":\"signature\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\x\"}",
        "{\"a\":01}",
        "{\"a\":1}}",
        "{\"a\":\"\n\"}",
        "[[[[[[[[[[[[[[[[[[[[[[[[",
      })
  void read_nonsense_isRefused(String json) {
    assertThatThrownBy(() -> Lineage.read(octets(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_cutAnywhere_isRefused() {
    String whole = MIDDLE.strip();
    for (int length = 0; length < whole.length(); length++) {
      byte[] cut = octets(whole.substring(0, length));
      assertThatThrownBy(() -> Lineage.read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"passport", "Signature"})
  void read_otherAuthority_isRefused(String authority) {
    byte[] json = octets(MIDDLE.replaceFirst("\"signature\"", "\"" + authority + "\""));

    assertThatThrownBy(() -> Lineage.read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ask_aboutACertificate_answerMustBeAboutIt() throws IOException {
    List<URI> asked = new ArrayList<>();
    LineageInquiry inquiry =
        new LineageInquiry(
            URI.create("https://authority.example:8443"),
            (address, most) -> {
              asked.add(address);
              return octets(MIDDLE);
            });

    assertThat(inquiry.ask(CertificateKind.SIGNATURE, CARD).contains(BigInteger.ONE)).isTrue();
    assertThat(asked)
        .containsExactly(
            URI.create(
                "https://authority.example:8443/api/v1/certificates/signature/"
                    + SERIAL
                    + "/lineage"));
    assertThatThrownBy(() -> inquiry.ask(CertificateKind.USER_IDENTIFICATION, CARD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another certificate");
    X509Certificate other = Stage.java(Stage.WORLD.goodCard(Stage.WORLD.signature()));
    assertThatThrownBy(() -> inquiry.ask(CertificateKind.SIGNATURE, other))
        .isInstanceOf(IOException.class);
  }

  @Test
  void ask_withoutTls_isRefused() {
    assertThatThrownBy(() ->
            new LineageInquiry(URI.create("http://authority.example"), (address, most) -> null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
