package org.jitsuin.ca.personnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.RevocationJobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenWorkTest {
  private static final String WHO = "p-1";
  private static final Optional<String> OTHER = Optional.of("p-2");

  @ParameterizedTest
  @CsvSource({
    "PROPOSED, p-1, , true",
    "PROPOSED, p-2, , false",
    "RUNNING, p-1, p-2, true",
    "RUNNING, p-2, p-1, true",
    "RUNNING, p-2, p-3, false",
    "FINISHED, p-1, p-2, false",
    "CANCELLED, p-1, , false"
  })
  void job_fallsUntilItHasEnded(
      RevocationJobState state, String proposedBy, String approvedBy, boolean falls) {
    assertThat(
            OpenWork.job(state, Optional.of(proposedBy), Optional.ofNullable(approvedBy))
                .fallsWith(WHO))
        .isEqualTo(falls);
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, 3, , , false",
    "OPEN, 3, p-1, , true",
    "OPEN, 3, p-2, , false",
    "RELEASING, 3, p-1, p-2, true",
    "REJECTING, 1, p-2, p-1, true",
    "RELEASING, 3, p-2, p-3, false",
    "RELEASING, 0, p-1, p-2, false",
    "RELEASED, 0, p-1, p-2, false",
    "REJECTED, 0, p-1, p-2, false"
  })
  void hold_fallsWhileAnythingOfItWaits(
      HoldState state, long waiting, String proposedBy, String approvedBy, boolean falls) {
    assertThat(
            OpenWork.hold(
                    state,
                    waiting,
                    Optional.ofNullable(proposedBy),
                    Optional.ofNullable(approvedBy))
                .fallsWith(WHO))
        .isEqualTo(falls);
  }

  @ParameterizedTest
  @CsvSource({"RECEIVED, true", "AWAITING_APPROVAL, true", "REFUSED, false", "COMPLETED, false"})
  void application_fallsWithWhoEnteredAddedOrApproved(ApplicationState state, boolean open) {
    assertThat(OpenWork.application(state, Set.of(WHO, "p-2"), Optional.empty()).fallsWith(WHO))
        .isEqualTo(open);
    assertThat(OpenWork.application(state, Set.of("p-2"), Optional.of(WHO)).fallsWith(WHO))
        .isEqualTo(open);
    assertThat(OpenWork.application(state, Set.of("p-2"), OTHER).fallsWith(WHO)).isFalse();
  }

  @Test
  void admissionAndDualControl_fallUntilTheyHold() {
    Optional<String> who = Optional.of(WHO);
    assertThat(OpenWork.admission(false, who, Optional.empty()).fallsWith(WHO)).isTrue();
    assertThat(OpenWork.admission(false, OTHER, who).fallsWith(WHO)).isTrue();
    assertThat(OpenWork.admission(true, OTHER, who).fallsWith(WHO)).isFalse();
    assertThat(OpenWork.admission(false, OTHER, Optional.empty()).fallsWith(WHO)).isFalse();
    assertThat(OpenWork.dualControl(who).fallsWith(WHO)).isTrue();
    assertThat(OpenWork.dualControl(OTHER).fallsWith(WHO)).isFalse();
    assertThat(OpenWork.dualControl(Optional.empty()).fallsWith(WHO)).isFalse();
  }
}
