package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaffMemberTest {
  private static final Serial SERIAL = Serial.parse("01");

  private static StaffMember member(Role role, String municipality, String window) {
    return new StaffMember(
        "person",
        "name",
        role,
        Optional.of(municipality).filter(code -> !code.isEmpty()),
        Optional.of(window).filter(code -> !code.isEmpty()),
        SERIAL);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void new_municipalityAndWindow_areThereExactlyInAnOffice(Role role) {
    StaffMember right =
        role.ofMunicipality() ? member(role, "13221", "13221001A") : member(role, "", "");
    assertThat(right.role()).isEqualTo(role);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            member(
                role,
                role.ofMunicipality() ? "" : "13221",
                role.ofMunicipality() ? "" : "13221001A"));
    assertThatIllegalArgumentException().isThrownBy(() -> member(role, "13221", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> member(role, "", "13221001A"));
    assertThat(Role.byId(role.id())).contains(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13221001", "13221001AB", "1322A001A", "13221-01A", "13221001a"})
  void new_windowOfAnotherForm_refused(String window) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> member(Role.OFFICE_CLERK, "13221", window));
  }

  @ParameterizedTest
  @CsvSource({
    "p-4711, true",
    "clerk-13221, true",
    "A.b-C.9, true",
    "a_b, false",
    "a b, false",
    "佐藤, false",
    "a/b, false",
    "'', false",
    "application, false"
  })
  void isPerson_text_onlyWhatMayStandInACertificate(String id, boolean may) {
    assertThat(StaffMember.isPerson(id)).isEqualTo(may);
    assertThat(StaffMember.isPerson("a".repeat(64))).isTrue();
    assertThat(StaffMember.isPerson("a".repeat(65))).isFalse();
  }

  @Test
  void new_withoutPerson_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new StaffMember(" ", "name", Role.AUDITOR, Optional.empty(), Optional.empty(), SERIAL));
  }

  @Test
  void reaches_clerk_onlyItsOwnMunicipality() {
    StaffMember clerk = member(Role.OFFICE_CLERK, "13221", "13221001A");
    assertThat(clerk.reaches("13221")).isTrue();
    assertThat(clerk.reaches("13104")).isFalse();
    assertThat(member(Role.LOSSLINE_OPERATOR, "", "").reaches("13104")).isTrue();
  }
}
