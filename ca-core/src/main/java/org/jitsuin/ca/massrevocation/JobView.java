package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationJob.Course;

/**
 * A job.
 *
 * @param total how many certificates it deals with; where they are many, how many at the most
 * @param already how many it found revoked or run out
 * @param approvedAtFeed the last number of the status feed when it was approved
 * @param fellWith who had proposed or approved it and was shut out, which cancelled it
 */
public record JobView(
    String job,
    @OneOf(RevocationJobState.class) String state,
    SelectionView selection,
    @OneOf(RevocationCause.class) String ground,
    @Absent Instant invalidSince,
    String reason,
    int perSecond,
    long total,
    long revoked,
    long already,
    long remaining,
    String proposedBy,
    Instant proposedAt,
    @Absent String approvedBy,
    @Absent Instant approvedAt,
    @Absent Long approvedAtFeed,
    @Absent Instant started,
    @Absent Instant finished,
    @Absent String cancelledBy,
    @Absent Instant cancelledAt,
    @Absent String fellWith) {

  public static JobView of(RevocationJob row) {
    Counts counts = row.counts();
    Course course = row.course();
    Optional<Mark> finished =
        course.ended().filter(_ -> row.state() == RevocationJobState.FINISHED);
    Optional<Mark> cancelled =
        course.ended().filter(_ -> row.state() == RevocationJobState.CANCELLED);
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
        row.boundary().feedNumber().orElse(null),
        course.started().orElse(null),
        finished.map(Mark::at).orElse(null),
        cancelled.map(Mark::by).orElse(null),
        cancelled.map(Mark::at).orElse(null),
        course.fellWith().orElse(null));
  }

  /**
   * Which certificates.
   *
   * @param listed whether they were listed one by one
   * @param listEntries how many are on the sealed list, where they came as one
   * @param listSha256 what it is sealed with
   * @param authorityCertificate the serial number of the one that the generation signed for no card
   */
  public record SelectionView(
      @Absent String municipality,
      @OneOf(Authority.class) @Absent String authority,
      @Absent Integer generation,
      @Absent Boolean listed,
      @Absent Instant issuedFrom,
      @Absent Instant issuedUntil,
      @Absent String authorityCertificate,
      @Absent Long listEntries,
      @Absent String listSha256) {
    private SelectionView(
        String municipality,
        String authority,
        Integer generation,
        Boolean listed,
        Instant issuedFrom,
        Instant issuedUntil,
        String authorityCertificate) {
      this(
          municipality,
          authority,
          generation,
          listed,
          issuedFrom,
          issuedUntil,
          authorityCertificate,
          null,
          null);
    }

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
        case RevocationSelection.OfSerials of ->
            new SelectionView(
                of.municipality().orElse(null),
                of.authority().id(),
                null,
                Boolean.TRUE,
                null,
                null,
                null,
                of.seal().map(ListSeal::entries).orElse(null),
                of.seal().map(seal -> seal.sha256().toString()).orElse(null));
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
}
