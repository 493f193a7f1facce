package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class IssuingTest {
  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember operator = ca.staff("operator");

  @AfterEach
  void end() {
    desk.close();
  }

  private Outcome<Optional<IssuingClosure>> close(Optional<Instant> until) {
    return desk.issuing()
        .close(operator, CaFixture.request(operator), "点検", until)
        .map(Answered::result);
  }

  private Outcome<Optional<IssuingClosure>> open() {
    return desk.issuing().open(operator, CaFixture.request(operator)).map(Answered::result);
  }

  private long entries(String kind) {
    return ca.count("SELECT COUNT(*) FROM audit.entry WHERE kind = ?", kind);
  }

  @ParameterizedTest
  @EnumSource
  void direct_whileClosed_refusesWhatIssues(ApplicationKind kind) {
    ca.clock().set(ca.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    Instant end = ca.clock().instant().plus(Duration.ofHours(2));
    done(close(Optional.of(end)));
    Optional<Refusal> refusal = desk.rules().direct(clerk, kind);
    assertThat(refusal.isPresent()).isEqualTo(kind.issues());
    refusal.ifPresent(no -> {
      assertThat(no.code()).isEqualTo(RefusalCode.ISSUING_CLOSED);
      assertThat(no.retryAfter()).contains(Duration.ofHours(2));
      assertThat(no.detail()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?\\+09:00");
    });
    done(open());
    assertThat(desk.rules().direct(clerk, kind)).isEmpty();
  }

  @Test
  void kinds_thatIssue_areFour() {
    assertThat(ApplicationKind.values())
        .filteredOn(ApplicationKind::issues)
        .containsExactlyInAnyOrder(
            ApplicationKind.CERTIFICATES,
            ApplicationKind.RENEWAL,
            ApplicationKind.REPLACEMENT,
            ApplicationKind.REGISTRATION);
  }

  @Test
  void application_receivedWhileClosed_isCompletedWhenItIsOpen() {
    String card = ca.card().id();
    done(close(Optional.empty()));
    String id = desk.received(clerk, ApplicationKind.CERTIFICATES, card, "{}");
    String pem = CardKey.p384().pem().replace("\r", "").replace("\n", "\\n");
    String requests =
        """
        {"requests":{"signature":"%s"},
         "identityCheck":{"present":["holder"],"documents":["passport"]}}
        """
            .formatted(pem);
    assertThat(desk.complete(clerk, id, requests))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.ISSUING_CLOSED));
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);
    done(open());
    assertThat(done(desk.complete(clerk, id, requests)).state())
        .isEqualTo(ApplicationState.COMPLETED);
  }

  @Test
  void close_onAnotherServer_holdsHereWithinHalfASecond() {
    try (ApplicationFixture elsewhere = ApplicationFixture.started()) {
      assertThat(elsewhere.rules().direct(clerk, ApplicationKind.RENEWAL)).isEmpty();
      done(close(Optional.empty()));
      elsewhere.ca().clock().advance(Duration.ofMillis(500));
      assertThat(elsewhere.rules().direct(clerk, ApplicationKind.RENEWAL)).isPresent();
    }
  }

  /** The time that was announced opens nothing: maintenance may take longer. */
  @Test
  void closed_pastTheAnnouncedTime_staysClosed() {
    done(close(Optional.of(ca.clock().instant().plus(Duration.ofMinutes(1)))));
    ca.clock().advance(Duration.ofHours(1));
    assertThat(desk.rules().direct(clerk, ApplicationKind.RENEWAL))
        .flatMap(Refusal::retryAfter)
        .contains(Duration.ofMinutes(1));
    assertThat(desk.issuing().closure()).isPresent();
  }

  @Test
  void closeAndOpen_leaveAnEntryEachTimeSomethingChanges() {
    long closed = entries("issuing-closed");
    long opened = entries("issuing-opened");
    done(open());
    assertThat(entries("issuing-opened")).isEqualTo(opened);
    done(close(Optional.empty()));
    done(close(Optional.empty()));
    assertThat(desk.issuing().closure().orElseThrow().reason()).isEqualTo("点検");
    done(open());
    assertThat(entries("issuing-closed")).isEqualTo(closed + 2);
    assertThat(entries("issuing-opened")).isEqualTo(opened + 1);
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'issuing-closed' AND body LIKE"
                    + " '%点検%'"))
        .isZero();
  }

  @Test
  void close_untilThePastOrForever_refused() {
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofDays(32)}) {
      assertThat(close(Optional.of(ca.clock().instant().plus(wrong))))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused ->
                  assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
    }
    assertThat(desk.issuing().closure()).isEmpty();
  }
}
