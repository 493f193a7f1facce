package org.jitsuin.ca.api.application;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.application.ApplicationRequests.DualControlRequest;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.application.DualControl;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.application.DualControlView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;

/**
 * Endpoints of dual control: the kinds of application for which an office requires a second person.
 */
@Path("/offices/{municipality}/dual-control")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class DualControlResource {
  @Inject private DualControl dualControl;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor", "ca-operator"})
  @Power(Bound.READS)
  @Operation(summary = "For which kinds of application the office asks for a second person")
  @Answer(DualControlView.class)
  public Response readDualControl(@PathParam("municipality") String municipality) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(
        dualControl
            .read(caller, municipality)
            .map(row -> Json.write(DualControlView.of(municipality, row))),
        caller);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("office-supervisor")
  @Power(value = Bound.PROPOSES, records = OfficeAct.DualControlProposed.class)
  @Operation(summary = "Propose for which kinds a second person shall be needed")
  @RequestBody(content = @Content(schema = @Schema(implementation = DualControlRequest.class)))
  @Answer(DualControlView.class)
  public Response proposeDualControl(@PathParam("municipality") String municipality, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Wish wish = wish(municipality, body);
    return answer(dualControl.propose(caller, id, wish).map(Answered::answer), caller);
  }

  @POST
  @Path("/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("office-supervisor")
  @Power(value = Bound.AGREES, records = OfficeAct.DualControlApproved.class)
  @Operation(summary = "Agree to the kinds that another supervisor proposed")
  @RequestBody(content = @Content(schema = @Schema(implementation = DualControlRequest.class)))
  @Answer(DualControlView.class)
  public Response approveDualControl(@PathParam("municipality") String municipality, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Wish wish = wish(municipality, body);
    return answer(dualControl.approve(caller, id, wish).map(Answered::answer), caller);
  }

  private Wish wish(String municipality, byte[] body) {
    return new Wish(municipality, Json.read(body, DualControlRequest.class).chosen());
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller) {
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }
}
