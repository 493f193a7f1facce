package org.jitsuin.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs send is an object, or refused. */
class JsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "null", "1", "\"x\"", "[]", "{", "{\"a\":1}}"})
  void object_anythingElse_isMalformed(String text) {
    assertThatThrownBy(() -> Json.object(text))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("malformed"));
  }

  @Test
  void object_nestedWithoutEnd_isMalformed() {
    String text = "{\"a\":".repeat(50_000);

    assertThatThrownBy(() -> Json.object(text)).isInstanceOf(Refused.class);
  }

  @Test
  void object_isReadMemberByMember() {
    assertThat(Json.text(Json.object("{\"a\":\"b\",\"c\":1}"), "a")).contains("b");
    assertThat(Json.text(Json.object("{\"a\":\"b\",\"c\":1}"), "c")).isEmpty();
    assertThatThrownBy(() -> Json.octets(Json.object("{\"a\":\"?\"}"), "a"))
        .isInstanceOf(Refused.class);
  }
}
