package org.jitsuin.ca.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.card.EntryView;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.Act;
import org.jitsuin.ca.officeact.Call;
import org.jitsuin.ca.officeact.OfficeActs;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Answers direct requests for office acts: of which kind, {@link DirectAct} says of the method. */
public final class ActEndpoint {
  /** Who may see what was done to a card. */
  private static final Set<Role> READERS = EnumSet.of(Role.OFFICE_CLERK, Role.OFFICE_SUPERVISOR);

  private final OfficeActs acts;
  private final ReadCard readCard;
  private final Answers answers;

  public ActEndpoint(OfficeActs acts, ReadCard readCard, Answers answers) {
    this.acts = acts;
    this.readCard = readCard;
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
    Optional<CardVersion> seen = Seen.of(request);
    if (seen.isPresent() && kind == ApplicationKind.REGISTRATION) {
      throw Seen.refused("belongs to acts upon a card that is there");
    }
    Act act = acts.read(kind, body);
    Outcome<Bytes> outcome = subject.then(of -> act.perform(new Call(caller, id, of, seen)));
    Optional<String> card =
        subject instanceof Outcome.Done<Optional<Subject>>(Optional<Subject> of)
            ? of.filter(Subject.OfCard.class::isInstance).map(one -> ((Subject.OfCard) one).id())
            : Optional.empty();
    if (outcome instanceof Outcome.Refused<Bytes>(Refusal refusal)
        && refusal.code() == RefusalCode.CARD_CHANGED
        && seen.isPresent()
        && subject instanceof Outcome.Done<Optional<Subject>>(Optional<Subject> of)) {
      List<EntryView> meanwhile =
          READERS.contains(caller.role())
              ? readCard.since(caller, of.orElseThrow(), seen.get())
              : null;
      return answers.overtaken(caller, resource, refusal, card, meanwhile);
    }
    Response.Status status = kind.issues() ? Response.Status.CREATED : Response.Status.OK;
    return answers.of(outcome, caller, resource, card, status);
  }
}
