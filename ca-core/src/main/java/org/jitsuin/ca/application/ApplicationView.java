package org.jitsuin.ca.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jitsuin.ca.card.CardView;
import org.jitsuin.ca.command.ActViews.PinEventView;
import org.jitsuin.ca.command.ActViews.ReplacedView;
import org.jitsuin.ca.command.ActViews.RevocationView;
import org.jitsuin.ca.command.ActViews.SuspensionView;
import org.jitsuin.ca.issue.IssuedView;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.json.Typed;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.Approval;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.view.ReceiptView;
import org.jitsuin.ca.view.TermView;

/**
 * An application.
 *
 * @param complete whether all is there to carry it out, as long as it is open
 * @param keys the SHA-256 of the SubjectPublicKeyInfo of each key that will be certified, by kind
 *     of certificate, as long as it is open and complete
 * @param content what was entered, as long as it is open
 * @param result what the act answered
 * @param receipt that of the act, which is in {@code result} as well
 * @param fellWith who had a part in it and was shut out: it has waited for a second person since
 */
public record ApplicationView(
    String application,
    @OneOf(ApplicationKind.class) String kind,
    @OneOf(ApplicationState.class) String state,
    String municipality,
    @Absent String card,
    String enteredBy,
    Instant enteredAt,
    @Absent String approvedBy,
    @Absent Instant approvedAt,
    @Absent String endedBy,
    @Absent Instant endedAt,
    @Absent RefusalView refusal,
    @Absent String reason,
    @Absent Boolean complete,
    @Absent Map<String, String> keys,
    @Absent @Typed(name = "ApplicationContent") JsonNode content,
    @Absent
        @Typed({
          CardView.class,
          IssuedView.class,
          ReplacedView.class,
          TermView.class,
          SuspensionView.class,
          RevocationView.class,
          PinEventView.class
        })
        JsonNode result,
    @Absent String fellWith,
    @Absent @Typed(ReceiptView.class) JsonNode receipt) {

  /**
   * Returns an application without its content, reasons and results, which may be personal data.
   */
  public static ApplicationView listed(FiledApplication row) {
    return of(row, false, Optional.empty());
  }

  /** Returns an application that has ended, with all that is kept of it. */
  public static ApplicationView full(FiledApplication row) {
    return of(row, true, Optional.empty());
  }

  /**
   * Returns an application with all that is kept of it.
   *
   * @param material what it will do; refused where something is missing
   */
  static ApplicationView full(FiledApplication row, Outcome<Material> material) {
    return of(row, true, row.content().map(_ -> material));
  }

  private static ApplicationView of(
      FiledApplication row, boolean whole, Optional<Outcome<Material>> material) {
    Optional<End> told = row.end().filter(_ -> whole);
    Optional<Mark> ended = row.end().map(End::mark);
    Optional<JsonNode> result = told.flatMap(End::result).map(Json::tree);
    return new ApplicationView(
        row.subject().id(),
        row.subject().kind().id(),
        row.state().id(),
        row.subject().municipality(),
        row.subject().card().orElse(null),
        row.entered().by(),
        row.entered().at(),
        row.approved().map(Approval::mark).map(Mark::by).orElse(null),
        row.approved().map(Approval::mark).map(Mark::at).orElse(null),
        ended.map(Mark::by).orElse(null),
        ended.map(Mark::at).orElse(null),
        row.end().flatMap(End::refusal).map(RefusalView::of).orElse(null),
        told.flatMap(End::reason).orElse(null),
        material.map(Outcome.Done.class::isInstance).orElse(null),
        material.map(ApplicationView::keys).filter(keys -> !keys.isEmpty()).orElse(null),
        row.content().filter(_ -> whole).map(Json::tree).orElse(null),
        result.orElse(null),
        row.fellWith().orElse(null),
        result.map(answer -> answer.get("receipt")).orElse(null));
  }

  private static Map<String, String> keys(Outcome<Material> material) {
    Map<String, String> keys = new TreeMap<>();
    if (material instanceof Outcome.Done<Material>(Material known)) {
      known.keys().forEach((authority, key) -> keys.put(authority.id(), key.toString()));
    }
    return keys;
  }
}
