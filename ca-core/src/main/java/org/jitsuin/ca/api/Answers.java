package org.jitsuin.ca.api;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.record.OfficeAct;

/** Turns outcomes into answers. A refusal leaves one trace, in the audit log. */
public final class Answers {
  private final RefusalLog refusals;
  private final Json json;

  public Answers(RefusalLog refusals, Json json) {
    this.refusals = refusals;
    this.json = json;
  }

  /**
   * @param resource what was asked of
   * @param card the card that it was about, if one
   * @param status of the answer where something was done, now or before
   * @param encode the answer
   */
  <T> Response of(
      Outcome<T> outcome,
      StaffMember caller,
      ResourceInfo resource,
      Optional<String> card,
      Response.Status status,
      Function<T, Bytes> encode) {
    return switch (outcome) {
      case Outcome.Done<T>(T result) -> json(status, encode.apply(result));
      case Outcome.Repeated<T>(Bytes answer) -> json(status, answer);
      case Outcome.Refused<T>(Refusal refusal) -> refused(caller, resource, refusal, card);
    };
  }

  /** An answer with JSON; nobody keeps it. */
  static Response json(Response.Status status, Bytes body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(body.bytes())
        .build();
  }

  /**
   * A refusal, recorded; what was asked for under a card's id goes into the log only if it is one.
   */
  Response refused(
      StaffMember caller, ResourceInfo resource, Refusal refusal, Optional<String> card) {
    refusals.record(
        caller.actor(),
        new OfficeAct.Refused(
            resource.getResourceMethod().getName(),
            refusal.code().name(),
            card.filter(Card::isId)));
    return Problem.answer(refusal, json);
  }
}
