package org.jitsuin.ca.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.Act;
import org.jitsuin.ca.officeact.Call;
import org.jitsuin.ca.officeact.OfficeActs;
import org.jitsuin.ca.outcome.Outcome;

/** Answers direct requests for office acts: of which kind, {@link DirectAct} says of the method. */
public final class ActEndpoint {
  private final OfficeActs acts;
  private final Answers answers;

  public ActEndpoint(OfficeActs acts, Answers answers) {
    this.acts = acts;
    this.answers = answers;
  }

  /** Does what is asked of a card. */
  public Response ofCard(
      HttpServletRequest request, ResourceInfo resource, String card, byte[] body) {
    return perform(request, resource, Outcome.done(Optional.of(new Subject.OfCard(card))), body);
  }

  /**
   * Does what is asked for.
   *
   * @param subject what it is done to; refused where there can be nothing of that name
   */
  public Response perform(
      HttpServletRequest request,
      ResourceInfo resource,
      Outcome<Optional<Subject>> subject,
      byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    ApplicationKind kind = resource.getResourceMethod().getAnnotation(DirectAct.class).value();
    Act act = acts.read(kind, body);
    Outcome<Bytes> outcome = subject.then(of -> act.perform(new Call(caller, id, of)));
    Optional<String> card =
        subject instanceof Outcome.Done<Optional<Subject>>(Optional<Subject> of)
            ? of.filter(Subject.OfCard.class::isInstance).map(one -> ((Subject.OfCard) one).id())
            : Optional.empty();
    Response.Status status = kind.issues() ? Response.Status.CREATED : Response.Status.OK;
    return answers.of(outcome, caller, resource, card, status);
  }
}
