package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ocsp.answer.Answer.Caching;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final byte[] ENCODED = {0x30, 0x00};
  private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant UNTIL = FROM.plusSeconds(900);

  private static AnswerSummary told(AnswerKind... kinds) {
    return new AnswerSummary(Optional.of(Authority.SIGNATURE), List.of(kinds));
  }

  @Test
  void refusal_isNotSignedAndNeverCached() {
    Answer refusal = Answer.refusal(ResponseStatus.TRY_LATER);
    assertThat(refusal.isSigned()).isFalse();
    assertThat(refusal.caching()).isEmpty();
    assertThat(refusal.told().authority()).isEmpty();
  }

  @Test
  void signedForOne_isSignedAndNeverCached() {
    Answer answer = Answer.signedForOne(ENCODED, told(AnswerKind.GOOD));
    assertThat(answer.isSigned()).isTrue();
    assertThat(answer.caching()).isEmpty();
  }

  @Test
  void signedForAll_good_mayBeKeptByWhoHasALaterOne() {
    Answer answer = Answer.signedForAll(ENCODED, told(AnswerKind.GOOD), FROM, UNTIL);
    assertThat(answer.isSigned()).isTrue();
    Caching caching = answer.caching().orElseThrow();
    assertThat(caching.since()).contains(FROM);
    assertThat(caching.expires()).isEqualTo(UNTIL);
    assertThat(caching.lastModified()).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
    assertThat(caching.expiresDate()).isEqualTo("Fri, 02 Jan 2026 03:19:05 GMT");
  }

  /** It may have been revoked in the very second that an older answer names. */
  @Test
  void signedForAll_anyRevoked_isToldAnewToAll() {
    Answer answer =
        Answer.signedForAll(ENCODED, told(AnswerKind.GOOD, AnswerKind.REVOKED), FROM, UNTIL);
    assertThat(answer.caching().orElseThrow().since()).isEmpty();
  }
}
