package org.jitsuin.ca.officeact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Birth dates and sexes as offices and the register send them. */
class HolderRequestTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private Holder holder(String birthDate, String sex) {
    String body =
        """
        {"municipality":"13221","holder":{"registerId":"R-1","name":"番号　花子",
         "address":"東京都清瀬市中里","sex":"%s","birthDate":%s},%s}
        """
            .formatted(sex, birthDate, IdentityCheckRequest.EXAMPLE);
    return Json.read(body.getBytes(StandardCharsets.UTF_8), CardRequest.class)
        .application(TODAY)
        .holder();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1980-02-17", "1947-05-00", "1947-00-00", "0000-00-00"})
  void holder_birthDateAsFarAsItIsKnown_isTaken(String date) {
    Holder holder = holder("\"" + date + "\"", "not-applicable");
    assertThat(holder.birthDate()).isEqualTo(BirthDate.parse(date));
    assertThat(holder.disclosed()).containsEntry("birthDate", date);
    assertThat(holder.sex()).isEqualTo(Sex.NOT_APPLICABLE);
    assertThat(holder.sex().digit()).isEqualTo('9');
  }

  /** The day of a moment depends on where it is; a card would be made for the day before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1980-02-16T15:00:00.000Z\"",
        "\"1980-02-16T23:59:59\"",
        "\"1980-02-16T15:00:00+09:00\"",
        "[1980,2,16]",
        "[1980,2,16,15]",
        "319680000000",
        "19800216",
        "{\"year\":1980}",
        "\"1980-02-30\"",
        "\"1980-00-17\"",
        "\"+1980-02-17\"",
        "\"\"",
        "null",
        "true"
      })
  void holder_anythingElse_isRefusedByItsName(String date) {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> holder(date, "female"))
        .satisfies(e -> {
          assertThat(e.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID);
          assertThat(e.refusal().detail()).contains("holder.birthDate");
        });
  }

  private static NameReading reading(String members) {
    String body =
        """
        {"municipality":"13221","holder":{"registerId":"R-1","name":"番号　花子",%s
         "address":"東京都清瀬市中里","sex":"female","birthDate":"1980-02-17"},%s}
        """
            .formatted(members, IdentityCheckRequest.EXAMPLE);
    return Json.read(body.getBytes(StandardCharsets.UTF_8), CardRequest.class)
        .application(TODAY)
        .reading();
  }

  /** Kana are kept wide, with a wide space, however the office's system writes them. */
  @Test
  void reading_asOfficesSendIt_isKeptWide() {
    assertThat(reading("")).isEqualTo(NameReading.NONE);
    assertThat(reading("\"nameKana\":\"ﾊﾞﾝｺﾞｳ ﾊﾅｺ\",\"nameRomaji\":\"BANGO HANAKO\","))
        .isEqualTo(new NameReading(Optional.of("バンゴウ　ハナコ"), Optional.of("BANGO HANAKO")));
  }

  @ParameterizedTest
  @CsvSource({"nameKana, 番号", "nameRomaji, ばんごう"})
  void reading_anythingElse_isRefusedByItsName(String member, String text) {
    String wrong = "\"%s\":\"%s\",".formatted(member, text);
    String right = member.equals("nameKana") ? "" : "\"nameKana\":\"ハナコ\",";
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> reading(right + wrong))
        .satisfies(e ->
            assertThat(e.refusal().detail()).contains("holder." + member).doesNotContain(text));
  }

  /** Each kind of event is known by its name. */
  @Test
  void byId_kindsBesideTheName_areKnown() {
    assertThat(EventKind.byId("alias-changed")).contains(EventKind.ALIAS_CHANGED);
    assertThat(EventKind.byId("former-surname-changed")).contains(EventKind.FORMER_SURNAME_CHANGED);
  }
}
