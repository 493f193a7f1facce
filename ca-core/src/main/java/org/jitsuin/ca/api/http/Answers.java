package org.jitsuin.ca.api.http;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.card.EntryView;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.record.OfficeAct;

/** Turns outcomes into answers. A refusal leaves one trace, in the audit log. */
public final class Answers {
  private final RefusalLog refusals;

  public Answers(RefusalLog refusals) {
    this.refusals = refusals;
  }

  /**
   * The answer to a request.
   *
   * @param outcome with the JSON document that answers it
   * @param resource what was asked of
   * @param card the card that it was about, if one
   * @param status of the answer where something was done, now or before
   */
  public Response of(
      Outcome<Bytes> outcome,
      StaffMember caller,
      ResourceInfo resource,
      Optional<String> card,
      Response.Status status) {
    return switch (outcome) {
      case Outcome.Done<Bytes>(Bytes answer) -> json(status, answer);
      case Outcome.Repeated<Bytes>(Bytes answer) -> json(status, answer);
      case Outcome.Refused<Bytes>(Refusal refusal) -> refused(caller, resource, refusal, card);
    };
  }

  /** An answer with JSON; nobody keeps it. */
  public static Response json(Response.Status status, Bytes body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(body.bytes())
        .build();
  }

  /**
   * A refusal, recorded; what was asked for under a card's id goes into the log only if it is one.
   */
  public Response refused(
      StaffMember caller, ResourceInfo resource, Refusal refusal, Optional<String> card) {
    record(caller, resource, refusal, card);
    return Problem.answer(refusal);
  }

  /** As above, with what was done meanwhile. */
  Response overtaken(
      StaffMember caller,
      ResourceInfo resource,
      Refusal refusal,
      Optional<String> card,
      List<EntryView> meanwhile) {
    record(caller, resource, refusal, card);
    return Problem.of(refusal).with(meanwhile).response();
  }

  /** Records a refusal that is one of several things in an answer, as {@link #refused} does. */
  public void record(
      StaffMember caller, ResourceInfo resource, Refusal refusal, Optional<String> card) {
    refusals.record(
        caller.actor(),
        new OfficeAct.Refused(
            resource.getResourceMethod().getName(),
            refusal.code().name(),
            card.filter(Card::isId)));
  }
}
