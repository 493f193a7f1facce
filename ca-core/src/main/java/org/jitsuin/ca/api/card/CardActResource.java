package org.jitsuin.ca.api.card;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.ActEndpoint;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.DirectAct;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.command.ActViews.PinEventView;
import org.jitsuin.ca.command.ActViews.ReplacedView;
import org.jitsuin.ca.command.ActViews.SuspensionView;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.ExtensionRequest;
import org.jitsuin.ca.officeact.LiftRequest;
import org.jitsuin.ca.officeact.PinEventRequest;
import org.jitsuin.ca.officeact.ReplacementRequest;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.view.TermView;

/** Endpoints of acts upon a card, other than issuing certificates to it. */
@Path("/cards")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardActResource {
  @Inject private ActEndpoint acts;
  @Inject private PerformAct performAct;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Path("/{card}/replacement")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.REPLACEMENT)
  @Power(
      value = Bound.BUDGET,
      records = {
        BrakeAct.BudgetUsedUp.class,
        CardAct.CardReplaced.class,
        CardAct.CardEnded.class,
        CertificateAct.CertificateRevoked.class
      })
  @Operation(
      summary = "Register a card in the place of another, which lapses with its certificates")
  @RequestBody(content = @Content(schema = @Schema(implementation = ReplacementRequest.class)))
  @Answer(value = ReplacedView.class, status = "201")
  public Response replaceCard(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }

  @POST
  @Path("/{card}/extension")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.EXTENSION)
  @Power(value = Bound.WHERE_DEMANDED, records = CardAct.CardTermChanged.class)
  @Operation(summary = "Extend a card that ends with a period of stay")
  @RequestBody(content = @Content(schema = @Schema(implementation = ExtensionRequest.class)))
  @Answer(TermView.class)
  public Response extendCard(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }

  @POST
  @Path("/{card}/suspension")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"lossline-operator", "office-clerk", "office-supervisor"})
  @Power(
      value = Bound.ALONE,
      records = {
        BrakeAct.SuspensionsSlowed.class,
        CardAct.CardSuspended.class,
        CertificateAct.CertificateHeld.class
      })
  @Operation(summary = "Suspend a lost card and its certificates; a second time changes nothing")
  @RequestBody(content = @Content(schema = @Schema(implementation = SuspensionRequest.class)))
  @Answer(SuspensionView.class)
  public Response suspendCard(@PathParam("card") String card, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Command command = new Command.Suspend(card, caller.person());
    Evidenced asked = new Evidenced(command, Json.read(body, SuspensionRequest.class).evidence());
    Outcome<Bytes> outcome =
        performAct
            .perform(caller, id, new PerformAct.Request(new Subject.OfCard(card), asked))
            .map(Answered::answer);
    return answers.of(outcome, caller, resource, Optional.of(card), Status.OK);
  }

  @POST
  @Path("/{card}/suspension/lift")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.LIFT)
  @Power(
      value = Bound.BUDGET,
      records = {
        BrakeAct.BudgetUsedUp.class,
        CardAct.SuspensionLifted.class,
        CertificateAct.CertificateRestored.class,
        CertificateAct.CertificateRevoked.class
      })
  @Operation(summary = "Lift the suspension of a card that was found again")
  @RequestBody(content = @Content(schema = @Schema(implementation = LiftRequest.class)))
  @Answer(SuspensionView.class)
  public Response liftSuspension(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }

  @POST
  @Path("/{card}/pin-events")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.PIN)
  @Power(value = Bound.WHERE_DEMANDED, records = CardAct.PinRecorded.class)
  @Operation(summary = "Record that a PIN was locked, unlocked or reset; never send the PIN")
  @RequestBody(content = @Content(schema = @Schema(implementation = PinEventRequest.class)))
  @Answer(PinEventView.class)
  public Response recordPinEvent(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }
}
