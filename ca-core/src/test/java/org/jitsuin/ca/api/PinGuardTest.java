package org.jitsuin.ca.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jitsuin.ca.api.card.SuspensionRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request with a PIN goes any further, whatever type it was to become. */
class PinGuardTest {
  private JsonNode read(String body) {
    return Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // By the name of a member.
        "{'pin':'1234'}",
        "{'pin':1234}",
        "{'pin':{'value':'x'}}",
        "{'pin':['signature']}",
        "{'PIN':'signature'}",
        "{'newPin':'x'}",
        "{'new_pin':'x'}",
        "{'pin-1':'x'}",
        "{'oldPin2':'x'}",
        "{'signaturePIN':'x'}",
        "{'pins':{'signature':'x'}}",
        "{'pinValue':'x'}",
        "{'password':'hunter'}",
        "{'signaturePassword':'hunter'}",
        "{'passcode':0}",
        "{'暗証番号':'x'}",
        "{'署名用パスワード':'x'}",
        "{'ｐｉｎ':'x'}",
        "{'anshoBango':'x'}",
        "{'holder':{'card':{'unlock':{'pwd':'x'}}}}",
        "[{'a':[{'puk':'x'}]}]",
        // By its form, in whichever text.
        "{'note':'1234'}",
        "{'note':' 1234 '}",
        "{'note':'１２３４'}",
        "{'note':'ABC123'}",
        "{'note':'ＡＢＣ１２３'}",
        "{'note':'1A2B3C4D5E6F7G8H'}",
        "{'reporter':{'contact':'0000'}}",
        "{'1234':'x'}",
        "{'ABC123':'x'}",
        "['x',['1234']]",
        "'1234'",
        "{'cards':[{'card':'x'},'1234']}",
        "{'note':'the PIN is 1234, he says'}",
        "{'note':'暗証番号は1234だそうです'}",
        "{'note':'password:\\nABC123'}"
      })
  void read_whatLooksLikeAPin_isRefusedAndNotRepeated(String body) {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read(body.replace('\'', '"')))
        .satisfies(refused -> {
          assertThat(refused.refusal().code()).isEqualTo(RefusalCode.PIN_NOT_ACCEPTED);
          assertThat(refused.refusal().detail()).isEmpty();
          assertThat(refused).hasMessage("PIN_NOT_ACCEPTED").hasNoCause();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'pin':'signature','what':'locked'}",
        "{'pin':'user-identification'}",
        "{'withoutPins':true}",
        "{'registerId':'R12345','event':'E20251027','card':'1234'}",
        "{'serial':'0123','serials':['1234','ABC123'],'notification':'1234'}",
        "{'nameSubstitutes':'0000','addressSubstitutes':'0100'}",
        "{'municipality':'13221','feeYen':1000,'birthDate':'1980-02-17'}",
        "{'name':'山田　花子','address':'東京都清瀬市中里五丁目８４２番地'}",
        "{'name':'JOHN SMITH','note':'Call back on 0120-95-0178 before 2026'}",
        "{'note':'ABCDEF','other':'123456','short':'A1B2C'}",
        "{'note':'spinning an opinion: passport seen, PIN locked'}",
        "{'invalidSince':'2025-10-27T00:00:00Z'}"
      })
  void read_whatIsNone_isRead(String body) {
    assertThat(read(body.replace('\'', '"'))).isNotNull();
  }

  @Test
  void read_numberInPlaceOfAText_isRefusedWithoutTheNumber() {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() ->
            Json.read(
                "{\"relation\":\"holder\",\"note\":1234}".getBytes(StandardCharsets.UTF_8),
                SuspensionRequest.ReporterRequest.class))
        .satisfies(refused -> {
          assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID);
          assertThat(refused.refusal().detail()).doesNotContain("1234");
        });
  }

  @Test
  void read_pinBehindASyntaxError_isNotRepeated() {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read("{\"note\": 1234abc}"))
        .satisfies(refused -> assertThat(refused.refusal().detail()).doesNotContain("1234", "abc"));
  }
}
