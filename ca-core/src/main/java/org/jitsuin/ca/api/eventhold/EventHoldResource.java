package org.jitsuin.ca.api.eventhold;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.eventhold.HoldRequests.ApprovalRequest;
import org.jitsuin.ca.api.eventhold.HoldRequests.BreakerView;
import org.jitsuin.ca.api.eventhold.HoldRequests.BreakersView;
import org.jitsuin.ca.api.eventhold.HoldRequests.HoldsView;
import org.jitsuin.ca.api.eventhold.HoldRequests.ReasonRequest;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.eventhold.EventHoldView;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.EventHold;

/** Endpoints of resident events that are held because too many came in an hour. */
@Path("/")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class EventHoldResource {
  private static final int LARGEST_PAGE = 200;

  @Inject private EventHolds holds;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @Path("/event-breakers")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "How many events of each class came from each source in this hour, are usual, and may"
              + " come before they are held")
  @Answer(BreakersView.class)
  public Response listEventBreakers() {
    return Answers.json(
        Response.Status.OK,
        Json.write(new BreakersView(holds.breakers().stream().map(BreakerView::of).toList())));
  }

  @GET
  @Path("/event-holds")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "Holds, a page at a time: ask again with after = next until it is absent")
  @Answer(HoldsView.class)
  public Response listEventHolds(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    Page page = Page.of(after, limit, LARGEST_PAGE);
    List<EventHold> rows = holds.page(page.after(), page.limit());
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new HoldsView(
                rows.stream().map(EventHoldView::of).toList(),
                page.next(rows, EventHold::number))));
  }

  @GET
  @Path("/event-holds/{hold}")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "A hold, with how many events of which kind and where wait in it")
  @Answer(EventHoldView.class)
  public Response readEventHold(@PathParam("hold") String hold) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome = holds.read(hold).map(found -> Json.write(EventHoldView.of(found)));
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }

  @POST
  @Path("/event-holds/{hold}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.PROPOSES, records = BrakeAct.EventHoldProposed.class)
  @Operation(
      summary = "Propose to apply held events; nothing is done until somebody else approves it")
  @RequestBody(content = @Content(schema = @Schema(implementation = ReasonRequest.class)))
  @Answer(EventHoldView.class)
  public Response proposeEventRelease(@PathParam("hold") String hold, byte[] body) {
    return propose(hold, HoldDecision.RELEASE, body);
  }

  @POST
  @Path("/event-holds/{hold}/rejection")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.PROPOSES, records = BrakeAct.EventHoldProposed.class)
  @Operation(
      summary = "Propose to refuse held events; nothing is done until somebody else approves it")
  @RequestBody(content = @Content(schema = @Schema(implementation = ReasonRequest.class)))
  @Answer(EventHoldView.class)
  public Response proposeEventRejection(@PathParam("hold") String hold, byte[] body) {
    return propose(hold, HoldDecision.REJECTION, body);
  }

  private Response propose(String hold, HoldDecision decision, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    String reason = Json.read(body, ReasonRequest.class).words();
    return answer(holds.propose(caller, id, hold, decision, reason), caller);
  }

  @POST
  @Path("/event-holds/{hold}/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(
      value = Bound.AGREES,
      records = {
        BrakeAct.EventHoldApproved.class,
        BrakeAct.HeldEventRefused.class,
        BrakeAct.EventHoldFinished.class,
        OfficeAct.ResidentEventRecorded.class,
        CertificateAct.CertificateRevoked.class,
        CardAct.CardEnded.class,
        CardAct.CardTermChanged.class
      })
  @Operation(
      summary = "Agree to what somebody else proposed for held events: it is done from then on")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalRequest.class)))
  @Answer(EventHoldView.class)
  public Response approveEventHold(@PathParam("hold") String hold, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    HoldDecision decision = Json.read(body, ApprovalRequest.class).agreed();
    return answer(holds.approve(caller, id, hold, decision), caller);
  }

  private Response answer(Outcome<Answered<EventHold>> outcome, StaffMember caller) {
    return answers.of(
        outcome.map(Answered::answer), caller, resource, Optional.empty(), Response.Status.OK);
  }
}
