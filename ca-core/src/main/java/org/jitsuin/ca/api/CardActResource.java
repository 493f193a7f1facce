package org.jitsuin.ca.api;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.ActRequests.ExtensionRequest;
import org.jitsuin.ca.api.ActRequests.LiftRequest;
import org.jitsuin.ca.api.ActRequests.PinEventRequest;
import org.jitsuin.ca.api.ActRequests.ReplacementRequest;
import org.jitsuin.ca.api.ActRequests.SuspensionRequest;
import org.jitsuin.ca.api.ActViews.PinEventView;
import org.jitsuin.ca.api.ActViews.ReplacedView;
import org.jitsuin.ca.api.ActViews.SuspensionView;
import org.jitsuin.ca.api.ActViews.TermView;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;

/** Endpoints of acts upon a card, other than issuing certificates to it. */
@Path("/cards")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardActResource {
  @Inject private PerformAct performAct;
  @Inject private Answers answers;
  @Inject private Json json;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Path("/{card}/replacement")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.REPLACEMENT)
  @Operation(
      summary = "Register a card in the place of another, which lapses with its certificates")
  @RequestBody(content = @Content(schema = @Schema(implementation = ReplacementRequest.class)))
  public Response replaceCard(@PathParam("card") String card, byte[] body) {
    String successor = UUID.randomUUID().toString();
    Command command = json.read(body, ReplacementRequest.class).command(card, successor);
    return perform(
        card,
        body,
        Evidenced.of(command),
        Status.CREATED,
        performed -> ReplacedView.of(performed, successor));
  }

  @POST
  @Path("/{card}/extension")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.EXTENSION)
  @Operation(summary = "Extend a card that ends with a period of stay")
  @RequestBody(content = @Content(schema = @Schema(implementation = ExtensionRequest.class)))
  public Response extendCard(@PathParam("card") String card, byte[] body) {
    Command command = json.read(body, ExtensionRequest.class).command(card);
    return perform(
        card,
        body,
        Evidenced.of(command),
        Status.OK,
        performed -> TermView.of(performed.after().card(card).orElseThrow()));
  }

  @POST
  @Path("/{card}/suspension")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"lossline-operator", "office-clerk", "office-supervisor"})
  @Operation(summary = "Suspend a lost card and its certificates; a second time changes nothing")
  @RequestBody(content = @Content(schema = @Schema(implementation = SuspensionRequest.class)))
  public Response suspendCard(@PathParam("card") String card, byte[] body) {
    Command command = new Command.Suspend(card, CallerFilter.caller(request).name());
    Evidenced asked = new Evidenced(command, json.read(body, SuspensionRequest.class).evidence());
    return perform(card, body, asked, Status.OK, suspension(card));
  }

  @POST
  @Path("/{card}/suspension/lift")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.LIFT)
  @Operation(summary = "Lift the suspension of a card that was found again")
  @RequestBody(content = @Content(schema = @Schema(implementation = LiftRequest.class)))
  public Response liftSuspension(@PathParam("card") String card, byte[] body) {
    Command command = json.read(body, LiftRequest.class).command(card);
    return perform(card, body, Evidenced.of(command), Status.OK, suspension(card));
  }

  @POST
  @Path("/{card}/pin-events")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.PIN)
  @Operation(summary = "Record that a PIN was locked, unlocked or reset; never send the PIN")
  @RequestBody(content = @Content(schema = @Schema(implementation = PinEventRequest.class)))
  public Response recordPinEvent(@PathParam("card") String card, byte[] body) {
    PinEventRequest event = json.read(body, PinEventRequest.class);
    return perform(
        card,
        body,
        Evidenced.of(event.command(card)),
        Status.OK,
        _ -> new PinEventView(card, event.pin(), event.what()));
  }

  private Function<Performed, Object> suspension(String card) {
    Instant now = clock.instant();
    return performed -> SuspensionView.of(performed, card, now);
  }

  private Response perform(
      String card, byte[] body, Evidenced asked, Status status, Function<Performed, Object> view) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Function<Performed, Bytes> encode = performed -> json.write(view.apply(performed));
    Outcome<Performed> outcome =
        performAct.perform(
            caller, id, new PerformAct.Request(new Subject.OfCard(card), asked), encode);
    return answers.of(outcome, caller, resource, Optional.of(card), status, encode);
  }
}
