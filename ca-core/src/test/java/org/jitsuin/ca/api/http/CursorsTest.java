package org.jitsuin.ca.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.query.ExpiryNotices.Position;
import org.jitsuin.ca.store.CardSearch.EndKey;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
  private static final String CARD = "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11";
  private static final CertificateKey CERTIFICATE =
      new CertificateKey(
          Instant.parse("2030-02-17T14:59:59Z"),
          2,
          Serial.parse("0199eb2a3f0e00112233445566778899"));
  private static final SuspensionKey SUSPENSION =
      new SuspensionKey(Instant.parse("2025-10-27T03:04:05.678Z"), CARD);
  private static final Position END =
      new Position.OfCard(new EndKey(LocalDate.of(2030, 2, 17), CARD));

  @Test
  void read_whatWasGiven_isTheSameKey() {
    assertThat(Cursors.certificate(Cursors.of(CERTIFICATE))).contains(CERTIFICATE);
    assertThat(Cursors.suspension(Cursors.of(SUSPENSION))).contains(SUSPENSION);
    assertThat(Cursors.position(Cursors.of(END))).contains(END);
    Position behind = new Position.OfCertificate(CERTIFICATE);
    assertThat(Cursors.position(Cursors.of(behind))).contains(behind);
    assertThat(Cursors.of(CERTIFICATE)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void read_nothing_isTheFirstPage() {
    assertThat(Cursors.certificate(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "c 1 1 01",
        "c 1 1 00",
        "c 99999999999999999999 1 01",
        "s 1 6f0e8a2c",
        "e 2030-02-31 6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11",
        "x"
      })
  void read_whatWasNeverGiven_isRefused(String text) {
    for (String cursor : new String[] {text, encoded(text)}) {
      if (!cursor.equals(encoded("c 1 1 01"))) {
        assertThatExceptionOfType(RequestRefused.class)
            .as(cursor)
            .isThrownBy(() -> Cursors.position(cursor))
            .satisfies(refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
      }
    }
  }

  @Test
  void read_cursorOfAnotherSearch_isRefused() {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> Cursors.certificate(Cursors.of(SUSPENSION)));
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> Cursors.suspension(Cursors.of(END)));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
