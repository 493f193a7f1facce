package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.ApplicationRules.Standing;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.Approval;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.store.FiledApplication.Subject;

/**
 * The desk of an office without a database: applications whose content is what was brought of keys
 * ({@code k}), a check of identity ({@code c}) and something that may be left out ({@code w}), and
 * what is carried out of them, by the rules.
 */
final class RandomDesk {
  private final List<FiledApplication> rows = new ArrayList<>();
  private final Set<String> reached = new HashSet<>();
  private boolean demanded;

  RandomDesk(boolean demanded) {
    this.demanded = demanded;
  }

  /** What somebody does. */
  enum Act {
    ENTER,
    EXTEND,
    APPROVE,
    COMPLETE,
    REFUSE,
    /** Two supervisors want a second person from now on, or no longer. */
    TOGGLE
  }

  /**
   * A step.
   *
   * @param which of the applications
   * @param brings some of the letters, in any order
   */
  record Step(String person, boolean supervisor, Act act, int which, String brings) {}

  /** What came about, for the statistics. */
  Set<String> reached() {
    return reached;
  }

  void take(Step step) {
    if (step.act() == Act.ENTER || rows.isEmpty()) {
      enter(step);
      return;
    }
    int index = step.which() % rows.size();
    Standing standing = standing(rows.get(index));
    Optional<FiledApplication> after =
        switch (step.act()) {
          case EXTEND -> extended(standing, step);
          case APPROVE -> approved(standing, step);
          case COMPLETE -> completed(standing, step);
          case REFUSE -> ended(standing, ApplicationState.REFUSED);
          case TOGGLE -> {
            demanded = !demanded;
            yield Optional.empty();
          }
          case ENTER -> throw new IllegalStateException("entered above");
        };
    after.ifPresent(row -> rows.set(index, row));
  }

  private void enter(Step step) {
    String content = with("", step.brings());
    rows.add(
        new FiledApplication(
            rows.size() + 1,
            new Subject(
                "a-" + rows.size(), ApplicationKind.CERTIFICATES, "13221", Optional.empty()),
            ApplicationRules.entered(demanded, isComplete(content)),
            Optional.of(bytes(content)),
            mark(step.person()),
            Set.of(step.person()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<FiledApplication> extended(Standing standing, Step step) {
    String content = with(content(standing.row()), step.brings());
    if (ApplicationRules.againstExtending(standing).isPresent()) {
      return Optional.empty();
    }
    assertThat(standing.isApproved()).isFalse();
    FiledApplication row = standing.row();
    Set<String> contributors = new HashSet<>(row.contributors());
    contributors.add(step.person());
    reached.add("extended");
    return Optional.of(
        new FiledApplication(
            row.number(),
            row.subject(),
            ApplicationRules.extended(standing, isComplete(content)),
            Optional.of(bytes(content)),
            row.entered(),
            contributors,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<FiledApplication> approved(Standing standing, Step step) {
    if (!step.supervisor()
        || ApplicationRules.againstApproving(standing, step.person()).isPresent()) {
      return Optional.empty();
    }
    FiledApplication row = standing.row();
    reached.add("approved");
    return Optional.of(
        new FiledApplication(
            row.number(),
            row.subject(),
            ApplicationState.RECEIVED,
            row.content(),
            row.entered(),
            row.contributors(),
            Optional.of(
                new Approval(
                    mark(step.person()), Optional.of(row.content().orElseThrow().fingerprint()))),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<FiledApplication> completed(Standing standing, Step step) {
    boolean more = !step.brings().isEmpty();
    String content = with(content(standing.row()), step.brings());
    if (ApplicationRules.againstCompleting(standing, more).isPresent() || !isComplete(content)) {
      return Optional.empty();
    }
    if (demanded) {
      Approval approval = standing.row().approved().orElseThrow();
      assertThat(approval.content()).contains(bytes(content).fingerprint());
      assertThat(standing.row().contributors()).doesNotContain(approval.mark().by());
      reached.add("completed by two");
    } else {
      reached.add("completed");
    }
    return ended(standing, ApplicationState.COMPLETED);
  }

  private static Optional<FiledApplication> ended(Standing standing, ApplicationState state) {
    FiledApplication row = standing.row();
    return row.state().isOpen()
        ? Optional.of(
            new FiledApplication(
                row.number(),
                row.subject(),
                state,
                Optional.empty(),
                row.entered(),
                row.contributors(),
                row.approved(),
                Optional.of(
                    new End(mark("x"), Optional.empty(), Optional.empty(), Optional.empty())),
                Optional.empty()))
        : Optional.empty();
  }

  private Standing standing(FiledApplication row) {
    return new Standing(row, demanded, isComplete(content(row)));
  }

  private static String content(FiledApplication row) {
    return row.content()
        .map(bytes -> new String(bytes.bytes(), StandardCharsets.US_ASCII))
        .orElse("");
  }

  private static String with(String content, String more) {
    StringBuilder whole = new StringBuilder(content);
    more.chars()
        .filter(letter -> whole.indexOf(Character.toString(letter)) < 0)
        .forEach(letter -> whole.append((char) letter));
    return whole.toString();
  }

  private static boolean isComplete(String content) {
    return content.contains("k") && content.contains("c");
  }

  private static Bytes bytes(String content) {
    return Bytes.of(content.getBytes(StandardCharsets.US_ASCII));
  }

  private static Mark mark(String person) {
    return new Mark(person, Instant.EPOCH);
  }
}
