package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.application.ApplicationRules.Standing;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.Approval;
import org.jitsuin.ca.store.FiledApplication.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what to an application that stands so. */
class ApplicationRulesTest {
  private static final Bytes CONTENT = bytes("{\"ward\":true}");
  private static final Bytes MORE = bytes("{\"ward\":true,\"requests\":{}}");

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static FiledApplication row(ApplicationState state, Optional<Approval> approved) {
    return new FiledApplication(
        1,
        new Subject("a-1", ApplicationKind.CERTIFICATES, "13221", Optional.empty()),
        state,
        Optional.of(CONTENT),
        new Mark("clerk", Instant.EPOCH),
        Set.of("clerk", "helper"),
        approved,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Approval> approval(Optional<Fingerprint> content) {
    return Optional.of(new Approval(new Mark("one", Instant.EPOCH), content));
  }

  private static String code(Optional<Refusal> refusal) {
    return refusal.map(Refusal::code).map(RefusalCode::name).orElse("-");
  }

  /** Not approved; what each may do, by whether two are asked for and all is there. */
  @ParameterizedTest
  @CsvSource({
    "RECEIVED, false, false, -, APPLICATION_NOT_AWAITING, -",
    "RECEIVED, false, true, -, APPLICATION_NOT_AWAITING, -",
    "RECEIVED, true, false, -, APPLICATION_INCOMPLETE, APPLICATION_INCOMPLETE",
    "RECEIVED, true, true, APPLICATION_CONTENT_FIXED, -, APPLICATION_AWAITS_APPROVAL",
    "AWAITING_APPROVAL, false, false, -, APPLICATION_INCOMPLETE, APPLICATION_INCOMPLETE",
    "AWAITING_APPROVAL, false, true, APPLICATION_CONTENT_FIXED, -, APPLICATION_AWAITS_APPROVAL",
    "REFUSED, true, true, APPLICATION_ENDED, APPLICATION_ENDED, APPLICATION_ENDED",
    "COMPLETED, false, false, APPLICATION_ENDED, APPLICATION_ENDED, APPLICATION_ENDED"
  })
  void against_notApproved_byStateDemandAndContent(
      ApplicationState state,
      boolean demanded,
      boolean complete,
      String extending,
      String approving,
      String completing) {
    Standing standing = new Standing(row(state, Optional.empty()), demanded, complete);
    assertThat(code(ApplicationRules.againstExtending(standing))).isEqualTo(extending);
    assertThat(code(ApplicationRules.againstApproving(standing, "one"))).isEqualTo(approving);
    assertThat(code(ApplicationRules.againstCompleting(standing, false))).isEqualTo(completing);
    assertThat(code(ApplicationRules.againstCompleting(standing, true))).isEqualTo(completing);
  }

  @Test
  void againstApproving_whoeverBroughtSomeOfIt_isRefused() {
    Standing standing =
        new Standing(row(ApplicationState.AWAITING_APPROVAL, Optional.empty()), true, true);
    for (String person : new String[] {"clerk", "helper"}) {
      assertThat(code(ApplicationRules.againstApproving(standing, person)))
          .isEqualTo("SAME_PERSON");
    }
  }

  @Test
  void against_approved_isCarriedOutAsItIs() {
    Standing standing =
        new Standing(
            row(ApplicationState.RECEIVED, approval(Optional.of(CONTENT.fingerprint()))),
            true,
            true);
    assertThat(code(ApplicationRules.againstCompleting(standing, false))).isEqualTo("-");
    assertThat(code(ApplicationRules.againstCompleting(standing, true)))
        .isEqualTo("APPLICATION_CONTENT_FIXED");
    assertThat(code(ApplicationRules.againstExtending(standing)))
        .isEqualTo("APPLICATION_CONTENT_FIXED");
    assertThat(code(ApplicationRules.againstApproving(standing, "other")))
        .isEqualTo("APPLICATION_NOT_AWAITING");
  }

  /** An approval from before says not to what: it counts for nothing that came since. */
  @Test
  void isApproved_withoutAHash_countsForWhatWasThere() {
    FiledApplication before = row(ApplicationState.RECEIVED, approval(Optional.empty()));
    assertThat(ApplicationRules.isApproved(before, CONTENT)).isTrue();
    assertThat(ApplicationRules.isApproved(before, MORE)).isFalse();
    FiledApplication other =
        row(ApplicationState.RECEIVED, approval(Optional.of(MORE.fingerprint())));
    assertThat(ApplicationRules.isApproved(other, CONTENT)).isFalse();
    assertThat(ApplicationRules.isApproved(other, MORE)).isTrue();
  }
}
