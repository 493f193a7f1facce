package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that several people work upon, or a server that stops in between. */
@Tag("stack")
class ApplicationRaceTest {
  private static final String CHECK =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}";

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final StaffMember clerk = desk.ca().clerk();
  private final StaffMember supervisor = desk.ca().staff("supervisor-13221");
  private final String person = "r-" + UUID.randomUUID();

  @AfterEach
  void end() {
    desk.close();
  }

  private String registration() {
    String content =
        """
        {"municipality":"13221","holder":{"registerId":"%s","name":"山田　花子",
         "address":"東京都清瀬市中里五丁目８４２番地","sex":"female","birthDate":"1980-02-17"},%s}
        """
            .formatted(person, CHECK);
    return done(desk.receive(clerk, ApplicationKind.REGISTRATION, Optional.empty(), content))
        .subject()
        .id();
  }

  private long cards() {
    return desk.ca().count("SELECT COUNT(*) FROM ca.card WHERE register_id = ?", person);
  }

  @Test
  void complete_byFourAtOnce_isDoneOnceWithOneAnswer()
      throws InterruptedException, ExecutionException {
    String id = registration();
    List<Outcome<FiledApplication>> outcomes = AtOnce.run(4, () -> desk.complete(clerk, id));
    assertThat(outcomes.stream().map(outcome -> done(outcome)).distinct()).hasSize(1);
    assertThat(cards()).isOne();
    assertThat(desk.entries("application-completed", id)).isOne();
  }

  /** Each clerk has the card make keys of its own; one of them is certified. */
  @Test
  void complete_byTwoWithOtherKeys_isDoneOnceWithOneAnswer()
      throws InterruptedException, ExecutionException {
    String card = desk.ca().card().id();
    String id = desk.received(clerk, ApplicationKind.CERTIFICATES, card, "{}");
    List<Outcome<FiledApplication>> outcomes =
        AtOnce.run(
            3,
            () -> {
              String pem = CardKey.p384().pem().replace("\r", "").replace("\n", "\\n");
              return desk.complete(
                  clerk, id, "{\"requests\":{\"signature\":\"" + pem + "\"}," + CHECK + "}");
            });
    assertThat(outcomes.stream().map(outcome -> done(outcome)).distinct()).hasSize(1);
    assertThat(desk.ca().count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card))
        .isOne();
  }

  /** Whichever comes first stands, and both are told. */
  @RepeatedTest(5)
  void refuse_whileItIsCompleted_oneOfThemStands() throws InterruptedException, ExecutionException {
    String id = registration();
    AtomicInteger turn = new AtomicInteger();
    List<Outcome<FiledApplication>> outcomes =
        AtOnce.run(
            4,
            () ->
                turn.getAndIncrement() % 2 == 0
                    ? desk.complete(clerk, id)
                    : desk.refuse(supervisor, id, "too late"));
    FiledApplication row = desk.row(id);
    assertThat(row.state()).isIn(ApplicationState.COMPLETED, ApplicationState.REFUSED);
    assertThat(cards()).isEqualTo(row.state() == ApplicationState.COMPLETED ? 1 : 0);
    Set<ApplicationState> told =
        outcomes.stream()
            .filter(Outcome.Done.class::isInstance)
            .map(outcome -> done(outcome).state())
            .collect(Collectors.toSet());
    assertThat(told).containsExactly(row.state());
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .allSatisfy(outcome ->
            assertThat(((Outcome.Refused<FiledApplication>) outcome).refusal().code())
                .isEqualTo(RefusalCode.APPLICATION_ENDED));
    assertThat(desk.entries("application-completed", id) + desk.entries("application-refused", id))
        .isOne();
  }

  /** A server that stops when the act is committed and nothing else is. */
  private record Stopping(Execution execution) implements Execution {
    @Override
    public Optional<Refusal> fault(Task task) {
      return execution.fault(task);
    }

    @Override
    public Outcome<Material> material(Task task) {
      return execution.material(task);
    }

    @Override
    public Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task) {
      done(execution.execute(caller, id, task));
      throw new IllegalStateException("stopped");
    }
  }

  private void stopAfterTheAct(String id) {
    try (ApplicationFixture stopping = ApplicationFixture.started(Stopping::new)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> stopping.complete(clerk, id))
          .withMessage("stopped");
    }
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(cards()).isOne();
  }

  @Test
  void complete_afterAStopBehindTheAct_givesTheAnswerOfTheAct() {
    String id = registration();
    stopAfterTheAct(id);
    FiledApplication row = done(desk.complete(supervisor, id));
    assertThat(row.state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(row.end().orElseThrow().result()).isPresent();
    assertThat(cards()).isOne();
    assertThat(desk.entries("application-completed", id)).isOne();
  }

  @Test
  void settle_afterAStopBehindTheAct_writesTheEndWithoutAnybody() {
    String id = registration();
    stopAfterTheAct(id);
    assertThat(desk.completeApplication().settle()).isPositive();
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(desk.row(id).content()).isEmpty();
    assertThat(desk.completeApplication().settle()).isZero();
    assertThat(desk.entries("application-completed", id)).isOne();
  }

  @Test
  void refuse_afterAStopBehindTheAct_isTooLate() {
    String id = registration();
    stopAfterTheAct(id);
    assertThat(((Outcome.Refused<FiledApplication>) desk.refuse(clerk, id, "x")).refusal())
        .isEqualTo(new Refusal(RefusalCode.APPLICATION_ENDED, "completed"));
    desk.completeApplication().settle();
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  /** A server that stops before the act leaves an application that anybody completes. */
  @Test
  void complete_afterAStopBeforeTheAct_isDone() {
    String id = registration();
    Execution stopped =
        new Execution() {
          @Override
          public Optional<Refusal> fault(Task task) {
            return Optional.empty();
          }

          @Override
          public Outcome<Material> material(Task task) {
            return Outcome.done(Material.NONE);
          }

          @Override
          public Outcome<Bytes> execute(StaffMember caller, RequestId request, Task task) {
            throw new IllegalStateException("stopped");
          }
        };
    try (ApplicationFixture stopping = ApplicationFixture.started(_ -> stopped)) {
      assertThatIllegalStateException().isThrownBy(() -> stopping.complete(clerk, id));
    }
    assertThat(desk.completeApplication().settle()).isZero();
    assertThat(cards()).isZero();
    assertThat(done(desk.complete(supervisor, id)).state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(cards()).isOne();
  }
}
