package org.jitsuin.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectFormTest {
  /** A record that any value can be put into. */
  public record One(Object value) implements EntryObject {}

  /** Its members do not stand in the order of their names. */
  @Kind("several-members")
  public record Several(String b, int a, List<One> c) implements EntryObject {}

  /** With members that came later. */
  public record Grown(String a, @Added Optional<String> b, @Added List<String> c)
      implements EntryObject {}

  /** About a card. */
  public record AboutCard(Optional<String> card) implements EntryObject {}

  /** No record. */
  public static final class Shapeless implements EntryObject {}

  private record Hidden(String value) implements EntryObject {}

  private static String json(EntryObject object) {
    byte[] encoded = CanonicalJson.encode(ObjectForm.of(object).members(object));
    return new String(encoded, StandardCharsets.UTF_8);
  }

  static Stream<Arguments> values() {
    Instant instant = Instant.parse("2025-10-27T03:04:05.678901Z");
    return Stream.of(
        Arguments.of("text", "\"text\""),
        Arguments.of("", "\"\""),
        Arguments.of(-7, "-7"),
        Arguments.of(1L << 40, "1099511627776"),
        Arguments.of(instant, "\"2025-10-27T03:04:05.678Z\""),
        Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00.000Z\""),
        Arguments.of(LocalDate.of(2030, 2, 7), "\"2030-02-07\""),
        Arguments.of(Authority.USER_IDENTIFICATION, "\"user-identification\""),
        Arguments.of(new Issuer(Authority.SIGNATURE, 12), "\"signature-g12\""),
        Arguments.of(Serial.parse("0a0b"), "\"0a0b\""),
        Arguments.of(Fingerprint.ofDigest(new byte[32]), "\"" + "00".repeat(32) + "\""),
        Arguments.of(Optional.of(instant), "\"2025-10-27T03:04:05.678Z\""),
        Arguments.of(Optional.empty(), "\"\""),
        Arguments.of(List.of(3, 1, 2), "[3,1,2]"),
        Arguments.of(List.of(), "[]"),
        Arguments.of(Set.of("b", "a", "c"), "[\"a\",\"b\",\"c\"]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void members_value_isWrittenInItsForm(Object value, String written) {
    assertThat(json(new One(value))).isEqualTo("{\"value\":" + written + "}");
  }

  @ParameterizedTest
  @EnumSource
  void members_reason_hasItsNameInRfc5280(RevocationReason reason) {
    assertThat(json(new One(reason))).isEqualTo("{\"value\":\"" + reason.id() + "\"}");
  }

  /** What was written before they came has the encoding that it had. */
  @Test
  void members_laterOnesThatSayNothing_areAbsent() {
    assertThat(json(new Grown("", Optional.empty(), List.of()))).isEqualTo("{\"a\":\"\"}");
    assertThat(json(new Grown("", Optional.of("x"), List.of("y"))))
        .isEqualTo("{\"a\":\"\",\"b\":\"x\",\"c\":[\"y\"]}");
  }

  @Test
  void members_nested_areObjectsInTheOrderOfNames() {
    Several object = new Several("x", 1, List.of(new One("y"), new One(2)));
    assertThat(json(object))
        .isEqualTo("{\"a\":1,\"b\":\"x\",\"c\":[{\"value\":\"y\"},{\"value\":2}]}");
  }

  /** What nobody thought of is not written by chance, as personal data might be. */
  @Test
  void members_unknownType_isRefused() {
    One object = new One(Duration.ZERO);
    assertThatIllegalArgumentException().isThrownBy(() -> json(object));
    assertThatIllegalArgumentException().isThrownBy(() -> json(new One(List.of(object))));
  }

  @Test
  void of_noPublicRecord_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectForm.of(new Shapeless()));
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectForm.of(new Hidden("value")));
  }

  @Test
  void kind_ofClass_isThatOfItsAnnotation() {
    assertThat(ObjectForm.of(new Several("", 0, List.of())).kind()).isEqualTo("several-members");
    ObjectForm unkind = ObjectForm.of(new One(""));
    assertThatIllegalArgumentException().isThrownBy(unkind::kind);
  }

  @Test
  void text_absentOrEmptyMember_isEmpty() {
    AboutCard named = new AboutCard(Optional.of("card-1"));
    AboutCard unnamed = new AboutCard(Optional.empty());
    assertThat(ObjectForm.of(named).text(named, "card")).contains("card-1");
    assertThat(ObjectForm.of(unnamed).text(unnamed, "card")).isEmpty();
    assertThat(ObjectForm.of(named).text(named, "cards")).isEmpty();
  }
}
