package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jitsuin.server.ApiDocument.Answered;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the deployed tests would notice an answer that the document does not tell. */
class ApiDocumentTest {
  private static final String PIN = "{\"card\":\"…\",\"pin\":\"signature\",\"what\":\"reset\"%s}";
  private static final String RECEIPT =
      ",\"receipt\":{\"entry\":1,\"entries\":1,\"at\":\"2026-11-29T10:11:12.345Z\"}";
  private static final String PROBLEM =
      "{\"type\":\"…\",\"title\":\"…\",\"status\":409,\"code\":\"%s\",\"detail\":\"…\",\"detailJa\":\"…\"}";

  private static Answered answered(int status, String type, String body) {
    return new Answered("POST", "/api/v1/cards/ID/pin-events", status, type, body);
  }

  private static void check(boolean right, Answered answer) {
    if (right) {
      assertThatCode(() -> ApiDocument.check(answer)).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ApiDocument.check(answer));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/json, true",
    "200, application/json;charset=utf-8, true",
    "200, text/plain, false",
    "200, none, false",
    "201, application/json, false"
  })
  void check_statusAndMediaType_areThoseOfTheDocument(int status, String type, boolean right) {
    check(right, answered(status, type, PIN.formatted("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | true",
        "',\"more\":1' | false",
        "',\"receipt\":{\"entry\":1}' | false",
        "',\"receipt\":4711' | false"
      })
  void check_membersThatAreNotTold_areNoticed(String more, boolean right) {
    check(right, answered(200, "application/json", PIN.formatted(more)));
  }

  @ParameterizedTest
  @CsvSource({"pin, true", "pim, false"})
  void check_membersThatAreMissing_areNoticed(String name, boolean right) {
    String body = PIN.formatted(RECEIPT).replace("\"pin\"", "\"" + name + "\"");
    check(right, answered(200, "application/json", body));
  }

  @ParameterizedTest
  @CsvSource({"CARD_ENDED, true", "NEVER_HEARD, false"})
  void check_codesOfRefusals_areThoseOfTheDocument(String code, boolean right) {
    check(right, answered(409, "application/problem+json", PROBLEM.formatted(code)));
    check(right, answered(418, "application/problem+json", PROBLEM.formatted(code)));
  }
}
