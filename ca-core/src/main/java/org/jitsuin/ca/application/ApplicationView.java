package org.jitsuin.ca.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.End;

/**
 * An application.
 *
 * @param content what was entered, as long as it is open
 * @param result what the act answered
 */
public record ApplicationView(
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
  public static ApplicationView listed(FiledApplication row) {
    return of(row, false);
  }

  /** With all that is kept of it. */
  public static ApplicationView full(FiledApplication row) {
    return of(row, true);
  }

  private static ApplicationView of(FiledApplication row, boolean whole) {
    Optional<End> told = row.end().filter(_ -> whole);
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
        told.flatMap(End::reason).orElse(null),
        row.content().filter(_ -> whole).map(Json::tree).orElse(null),
        told.flatMap(End::result).map(Json::tree).orElse(null));
  }
}
