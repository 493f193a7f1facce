package org.jitsuin.ca.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.api.application.ApplicationRequests.ApplicationRequest;
import org.jitsuin.ca.api.event.EventRequest;
import org.jitsuin.ca.api.query.CardSearchRequest;
import org.jitsuin.ca.api.relyingparty.PartyRequests.PartyChangeRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.officeact.CardRequest;
import org.jitsuin.ca.officeact.CertificatesRequest;
import org.jitsuin.ca.officeact.ReplacementRequest;
import org.jitsuin.ca.officeact.RevocationRequest;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be left out and what may not. */
class JsonTest {
  private ReplacementRequest read(String body) {
    return Json.read(octets(body), ReplacementRequest.class);
  }

  private static byte[] octets(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private RefusalCode refused(byte[] body, Class<?> type) {
    return refusal(body, type).code();
  }

  private Refusal refusal(byte[] body, Class<?> type) {
    return catchThrowableOfType(RequestRefused.class, () -> Json.read(body, type)).refusal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'cause':'damaged','feeYen':'1'}",
        "{'cause':true}",
        "{'cause':'damaged','feeYen':'1000 yen'}",
        "{'cause':'damaged','feeYen':1.5}",
        "{'cause':17}",
        "{'cause':'damaged','cause':'lost'}",
        "{'cause':'damaged','why':'x'}",
        "{'cause':'damaged'} {}",
        "{}",
        "[]",
        "null",
        "",
        "{'cause':'damaged','feeYen':''}",
        "{'cause':'damaged','feeYen':1e3}",
        "{'cause':'damaged','feeYen':01}",
        "{'cause':'damaged','feeYen':NaN}",
        "{'cause':'damaged','feeYen':+1}",
        "{'cause':'damaged','feeYen':[1]}",
        "{'cause':'damaged','feeYen':99999999999}",
        "{'cause':'damaged','feeYen':999999999999999999999999999999}",
        "{'cause':'damaged','feeYen':null}",
        "{'cause':null}",
        "{'cause':['damaged']}",
        "{'cause':{}}",
        "{'cause':'damaged',}",
        "{cause:'damaged'}",
        "{'cause':'damaged'} // x",
        "{'cause':'damaged'}]",
        "{'cause':'damaged'} x",
        "['damaged']",
        "'damaged'",
        "{'Cause':'damaged'}",
        "{'cause':'\\ud800'}"
      })
  void read_anythingElse_isRefused(String body) {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read(body))
        .satisfies(
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'true'", "'false'", "''", "1", "0", "1.0", "[true]", "{}", "null"})
  void read_truthValueThatIsNone_isRefused(String value) {
    String body = "{'event':'E-1','registerId':'R-1','kind':'died','minor':%s}";
    assertThat(refusal(octets(body.replace("%s", value)), EventRequest.class).detail())
        .contains("minor");
  }

  /** A moment of the 17th in Japan is of the 16th in London; and a date has no time at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'1980-02-16T15:00:00.000Z'",
        "'1980-02-16T23:59:59'",
        "'1980-02-16T00:00:00+09:00'",
        "'1980-02-16Z'",
        "'1980-02-16 '",
        "' 1980-02-16'",
        "'1980-2-16'",
        "'19800216'",
        "'1980-02'",
        "'1980-02-30'",
        "'1979-02-29'",
        "'1980-W07-6'",
        "'１９８０-02-16'",
        "'+12027-03-31'",
        "'12027-03-31'",
        "'-0001-01-01'",
        "'0000-00-00'",
        "'1872-12-31'",
        "''",
        "[1980,2,16]",
        "[]",
        "{}",
        "3699",
        "319507200000",
        "true",
        "null"
      })
  void read_dateThatIsNone_isRefusedInEveryMember(String date) {
    for (String body :
        List.of(
            "{'event':'E-1','registerId':'R-1','kind':'died','occurredOn':%s}",
            "{'event':'E-1','registerId':'R-1','kind':'stay-changed','occurredOn':'2026-01-01',"
                + "'stay':{'status':'other','until':%s}}",
            "{'municipality':'13221','issuedOn':%s,'holder':{}}",
            "{'municipality':'13221','applicationReceivedOn':%s,'holder':{}}")) {
      Class<?> type = body.contains("'event'") ? EventRequest.class : CardRequest.class;
      Refusal refusal = refusal(octets(body.replace("%s", date)), type);
      assertThat(refusal.code()).isEqualTo(RefusalCode.REQUEST_INVALID);
      String member = body.replaceAll(".*'([A-Za-z]+)':%s.*", "$1");
      assertThat(refusal.detail()).contains(member);
      assertThat(date.length() < 6 || !refusal.detail().contains(date.replace("'", ""))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1759276800",
        "1759276800.5",
        "[2025,10,1]",
        "'1759276800'",
        "'2025-10-01'",
        "'2025-10-01T00:00:00'",
        "'2025-10-01T00:00Z'",
        "'2025-10-01T24:00:00Z'",
        "'2025-10-01T23:59:60Z'",
        "'2025-10-01T00:00:00+0900'",
        "'2025-10-01 00:00:00Z'",
        "'+12027-10-01T00:00:00Z'",
        "'+1000000000-12-31T23:59:59Z'",
        "'9999-12-31T23:59:59Z'",
        "'1872-10-01T00:00:00Z'",
        "null"
      })
  void read_timeThatIsNone_isRefused(String time) {
    Refusal refusal =
        refusal(
            octets("{'ground':'holder-request','invalidSince':" + time + "}"),
            RevocationRequest.class);
    assertThat(refusal.code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(refusal.detail()).contains("invalidSince");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-10-01T00:00:00Z",
        "2025-10-01T09:00:00.000+09:00",
        "2025-10-01T00:00:00.000000000Z"
      })
  void read_time_isThatMoment(String time) {
    RevocationRequest request =
        Json.read(
            octets("{'ground':'holder-request','invalidSince':'" + time + "'}"),
            RevocationRequest.class);
    assertThat(request.invalidSince()).isEqualTo(Instant.parse("2025-10-01T00:00:00Z"));
  }

  @Test
  void read_null_isNamedWhereverItStands() {
    assertThat(refusal(octets("{'municipality':'13221','holder':null}"), CardRequest.class))
        .extracting(Refusal::detail)
        .asString()
        .startsWith("member holder must not be null");
    assertThat(
            refusal(
                    octets("{'kind':'certificates','content':{'requests':{'signature':null}}}"),
                    ApplicationRequest.class)
                .detail())
        .startsWith("member content.requests.signature must not be null");
    assertThat(
            refusal(octets("{'authorities':['signature',null]}"), PartyChangeRequest.class)
                .detail())
        .startsWith("member authorities.[1] must not be null");
  }

  @Test
  void read_memberTwiceWhereAnythingMayStand_isRefused() {
    for (String content : List.of("{'a':1,'a':1}", "{'b':[{'a':1,'a':2}]}")) {
      assertThat(
              refused(
                  octets("{'kind':'lift','content':" + content + "}"), ApplicationRequest.class))
          .isEqualTo(RefusalCode.REQUEST_INVALID);
    }
    assertThat(
            refused(
                octets("{'requests':{'signature':'x','signature':'y'}}"),
                CertificatesRequest.class))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
  }

  @Test
  void read_deeperOrLongerThanAnyRequest_isRefused() {
    assertThat(
            refusal(octets("{'content':" + "[".repeat(9_000)), ApplicationRequest.class).detail())
        .contains("limits of depth and length");
    assertThat(
            refusal(octets("{'cause':'" + "x".repeat(20_000) + "'}"), ReplacementRequest.class)
                .detail())
        .contains("limits of depth and length");
  }

  /** RFC 8259 §8.1: UTF-8 and nothing else; a byte order mark may be passed over. */
  @Test
  void read_otherEncodingsThanUtf8_areRefused() {
    String body = "{\"cause\":\"damaged\"}";
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      assertThat(refused(body.getBytes(charset), ReplacementRequest.class))
          .isEqualTo(RefusalCode.REQUEST_INVALID);
    }
    byte[] windows =
        "{\"name\":\"山田\",\"birthDate\":\"1980-02-16\"}".getBytes(Charset.forName("windows-31j"));
    assertThat(refused(windows, CardSearchRequest.class)).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(read("\uFEFF" + body).cause()).isEqualTo("damaged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'registerId':'1234-5678-9018'}",
        "{'registerId':'1234.5678.9018_'}",
        "{'notification':'123456789018'}",
        "{'note':'１２３４　５６７８　９０１８です'}",
        "{'reason':'123456-789018'}",
        "{'contact':'number 1234 5678 9018'}",
        "{'name':'山田１２３４５６７８９０１８'}",
        "{'holder':{'address':'東京都１２３４－５６７８－９０１８'}}",
        "{'serials':['123456789018']}",
        "{'requests':{'signature':'123456789018'}}",
        "{'123456789018':'x'}",
        "{'feeYen':123456789018}",
        "{'x':null,'note':'123456789018'}",
        "['x',['123456789018']]",
        "'123456789018'"
      })
  void read_myNumber_isRefusedBeforeAnythingElseAndNotRepeated(String body) {
    byte[] octets = octets(body);
    Refusal refusal = refusal(octets, ReplacementRequest.class);
    assertThat(refusal).isEqualTo(Refusal.of(RefusalCode.MY_NUMBER_NOT_ACCEPTED));
    assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> Json.refuseSecrets(octets));
  }

  @Test
  void read_whatIsNoMyNumber_isRead() {
    assertThat(
            Json.read(
                    octets(
                        "{'event':'E-1','registerId':'R-1','kind':'name-changed',"
                            + "'occurredOn':'2026-01-01','name':'ＡＢＣＤＥＦＧＨＩＪＫＬ',"
                            + "'nameSubstitutes':'000000000000'}"),
                    EventRequest.class)
                .event())
        .isEqualTo("E-1");
    Json.refuseSecrets(octets("{'note':'+819012345678 or 03-1234-5678'}"));
  }
}
