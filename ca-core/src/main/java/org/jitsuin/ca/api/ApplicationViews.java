package org.jitsuin.ca.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.ApplicationTable.End;
import org.jitsuin.ca.store.ApplicationTable.Mark;
import org.jitsuin.ca.store.DualControlTable;
import org.jitsuin.ca.store.IssuingTable.Closure;

/**
 * Answers about applications, dual control and issuing. Components that are absent are null here
 * only.
 */
final class ApplicationViews {
  private ApplicationViews() {}

  /** The refusal with which an application ended. */
  record RefusalView(String code, String detail, String detailJa) {
    static RefusalView of(Refusal refusal) {
      return new RefusalView(
          refusal.code().name(),
          refusal.code().english(refusal.detail()),
          refusal.code().japanese(refusal.detail()));
    }
  }

  /**
   * An application and its state.
   *
   * @param content what was entered, as long as it is open
   * @param result what the act answered
   */
  record ApplicationView(
      String application,
      String kind,
      String state,
      String municipality,
      String card,
      String enteredBy,
      Instant enteredAt,
      String approvedBy,
      Instant approvedAt,
      String endedBy,
      Instant endedAt,
      RefusalView refusal,
      String reason,
      JsonNode content,
      JsonNode result) {

    /**
     * Returns an application without its content, reasons and results, which may be personal data.
     */
    static ApplicationView listed(ApplicationTable.Row row) {
      return of(row, Optional.empty());
    }

    static ApplicationView full(ApplicationTable.Row row, Json json) {
      return of(row, Optional.of(json));
    }

    private static ApplicationView of(ApplicationTable.Row row, Optional<Json> json) {
      Optional<Mark> ended = row.end().map(End::mark);
      return new ApplicationView(
          row.subject().id(),
          row.subject().kind().id(),
          row.state().id(),
          row.subject().municipality(),
          row.subject().card().orElse(null),
          row.entered().by(),
          row.entered().at(),
          row.approved().map(Mark::by).orElse(null),
          row.approved().map(Mark::at).orElse(null),
          ended.map(Mark::by).orElse(null),
          ended.map(Mark::at).orElse(null),
          row.end().flatMap(End::refusal).map(RefusalView::of).orElse(null),
          json.flatMap(_ -> row.end()).flatMap(End::reason).orElse(null),
          json.flatMap(reader -> row.content().map(reader::tree)).orElse(null),
          json.flatMap(reader -> row.end().flatMap(End::result).map(reader::tree)).orElse(null));
    }
  }

  record ApplicationsView(List<ApplicationView> applications, Long next) {}

  /** A change that waits for another supervisor. */
  record ProposalView(List<String> kinds, String by, Instant at) {}

  /** The kinds of application for which an office requires a second person. */
  record DualControlView(String municipality, List<String> kinds, ProposalView proposed) {
    static DualControlView of(String municipality, DualControlTable.Row row) {
      return new DualControlView(
          municipality,
          ids(row.kinds()),
          row.proposal()
              .map(
                  proposal -> new ProposalView(ids(proposal.kinds()), proposal.by(), proposal.at()))
              .orElse(null));
    }

    private static List<String> ids(Set<ApplicationKind> kinds) {
      return kinds.stream().map(ApplicationKind::id).sorted().toList();
    }
  }

  /** The state of issuing: open, or closed with reason and expected end. */
  record IssuingView(boolean open, String reason, Instant until, Instant since, String by) {
    static IssuingView of(Optional<Closure> closure) {
      return new IssuingView(
          closure.isEmpty(),
          closure.map(Closure::reason).orElse(null),
          closure.flatMap(Closure::until).orElse(null),
          closure.map(Closure::since).orElse(null),
          closure.map(Closure::by).orElse(null));
    }
  }
}
