package org.jitsuin.ca.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.ApplicationTable.Mark;
import org.jitsuin.ca.store.RevocationJobTable.Counts;
import org.jitsuin.ca.store.RevocationJobTable.Course;
import org.jitsuin.ca.store.RevocationJobTable.Row;
import org.jitsuin.ca.store.RevocationJobTable.State;

/** Answers about mass revocations. Components that are absent are null here only. */
final class JobViews {
  private JobViews() {}

  /**
   * The selection of the certificates that a job revokes.
   *
   * @param listed whether they were listed one by one
   * @param authorityCertificate the serial number of the one that the generation signed for no card
   */
  record SelectionView(
      String municipality,
      String authority,
      Integer generation,
      Boolean listed,
      Instant issuedFrom,
      Instant issuedUntil,
      String authorityCertificate) {
    static SelectionView of(RevocationSelection selection) {
      return switch (selection) {
        case RevocationSelection.OfMunicipality(String code, IssueWindow window) ->
            new SelectionView(
                code,
                null,
                null,
                null,
                window.from().orElse(null),
                window.until().orElse(null),
                null);
        case RevocationSelection.OfGeneration(Issuer issuer, _, IssueWindow window) ->
            new SelectionView(
                null,
                issuer.authority().id(),
                issuer.generation(),
                null,
                window.from().orElse(null),
                window.until().orElse(null),
                null);
        case RevocationSelection.OfSerials(Authority authority, Optional<String> municipality) ->
            new SelectionView(
                municipality.orElse(null), authority.id(), null, Boolean.TRUE, null, null, null);
        case RevocationSelection.OfAuthority(Issuer issuer, _, Serial serial) ->
            new SelectionView(
                null,
                issuer.authority().id(),
                issuer.generation(),
                null,
                null,
                null,
                serial.toString());
      };
    }
  }

  /**
   * A mass revocation with its progress.
   *
   * @param total how many certificates it deals with; where they are many, how many at the most
   * @param already how many it found revoked or run out
   */
  record JobView(
      String job,
      String state,
      SelectionView selection,
      String ground,
      Instant invalidSince,
      String reason,
      int perSecond,
      long total,
      long revoked,
      long already,
      long remaining,
      String proposedBy,
      Instant proposedAt,
      String approvedBy,
      Instant approvedAt,
      Instant started,
      Instant finished,
      String cancelledBy,
      Instant cancelledAt) {

    static JobView of(Row row) {
      Counts counts = row.counts();
      Course course = row.course();
      Optional<Mark> finished = course.ended().filter(_ -> row.state() == State.FINISHED);
      Optional<Mark> cancelled = course.ended().filter(_ -> row.state() == State.CANCELLED);
      long open = Math.max(0, counts.total() - counts.revoked() - counts.already());
      return new JobView(
          row.order().id(),
          row.state().id(),
          SelectionView.of(row.order().selection()),
          row.order().cause().id(),
          row.order().invalidSince().orElse(null),
          row.order().reason(),
          row.order().perSecond(),
          counts.total(),
          counts.revoked(),
          counts.already(),
          // Of many it was not counted how many had run out.
          finished.isPresent() ? 0 : open,
          course.proposed().by(),
          course.proposed().at(),
          course.approved().map(Mark::by).orElse(null),
          course.approved().map(Mark::at).orElse(null),
          course.started().orElse(null),
          finished.map(Mark::at).orElse(null),
          cancelled.map(Mark::by).orElse(null),
          cancelled.map(Mark::at).orElse(null));
    }
  }

  record JobsView(List<JobView> jobs, Long next) {}
}
