package org.jitsuin.ca.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.DualControlSetting;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.End;

/** What people of an office are told. Components that are absent are null here only. */
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
   * An application.
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

    /** Without what was entered, said and answered: it may be personal data. */
    static ApplicationView listed(FiledApplication row) {
      return of(row, Optional.empty());
    }

    static ApplicationView full(FiledApplication row, Json json) {
      return of(row, Optional.of(json));
    }

    private static ApplicationView of(FiledApplication row, Optional<Json> json) {
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

  /** For which kinds of application an office asks for a second person. */
  record DualControlView(String municipality, List<String> kinds, ProposalView proposed) {
    static DualControlView of(String municipality, DualControlSetting row) {
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

  /** Whether anything is issued at present. */
  record IssuingView(boolean open, String reason, Instant until, Instant since, String by) {
    static IssuingView of(Optional<IssuingClosure> closure) {
      return new IssuingView(
          closure.isEmpty(),
          closure.map(IssuingClosure::reason).orElse(null),
          closure.flatMap(IssuingClosure::until).orElse(null),
          closure.map(IssuingClosure::since).orElse(null),
          closure.map(IssuingClosure::by).orElse(null));
    }
  }
}
