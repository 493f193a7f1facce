package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsuin.ocsp.wire.ResponseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What answers are counted under: names that dashboards and accounts depend on. */
class AnswerKindTest {
  @ParameterizedTest
  @CsvSource({
    "GOOD, good, false",
    "REVOKED, revoked, false",
    "NEVER_ISSUED, never-issued, false",
    "UNKNOWN, unknown, false",
    "MALFORMED_REQUEST, malformed-request, true",
    "INTERNAL_ERROR, internal-error, true",
    "TRY_LATER, try-later, true",
    "SIG_REQUIRED, sig-required, true",
    "UNAUTHORIZED, unauthorized, true"
  })
  void id_neverChanges(AnswerKind kind, String id, boolean refusal) {
    assertThat(kind.id()).isEqualTo(id);
    assertThat(kind.isRefusal()).isEqualTo(refusal);
  }

  @Test
  void kinds_areAllInTheTable() {
    assertThat(AnswerKind.values()).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(ResponseStatus.class)
  void of_statusOfAResponse_hasItsName(ResponseStatus status) {
    assertThat(AnswerKind.of(status).name()).isEqualTo(status.name());
    assertThat(AnswerKind.of(status).isRefusal()).isTrue();
  }
}
