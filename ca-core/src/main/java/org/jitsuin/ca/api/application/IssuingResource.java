package org.jitsuin.ca.api.application;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.ca.api.application.ApplicationRequests.IssuingRequest;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.application.Issuing;
import org.jitsuin.ca.application.IssuingView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.store.Answered;

/** Endpoints that open and close issuing. */
@Path("/issuing")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class IssuingResource {
  @Inject private Issuing issuing;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({
    "office-clerk",
    "office-supervisor",
    "lossline-operator",
    "auditor",
    "ca-operator",
    "register-feed",
    "relying-party"
  })
  @Power(Bound.READS)
  @Operation(summary = "Whether issuing is open; where not, why and until when")
  @Answer(IssuingView.class)
  public Response readIssuing() {
    return Answers.json(Response.Status.OK, Json.write(IssuingView.of(issuing.closure())));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(
      value = Bound.ALONE,
      records = {ServiceAct.IssuingClosed.class, ServiceAct.IssuingOpened.class})
  @Operation(summary = "Close issuing for maintenance, or open it again")
  @RequestBody(content = @Content(schema = @Schema(implementation = IssuingRequest.class)))
  @Answer(IssuingView.class)
  public Response changeIssuing(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    IssuingRequest asked = Json.read(body, IssuingRequest.class);
    Outcome<Answered<Optional<IssuingClosure>>> outcome =
        asked.opens()
            ? issuing.open(caller, id)
            : issuing.close(caller, id, asked.inWords(), Optional.ofNullable(asked.until()));
    return answers.of(
        outcome.map(Answered::answer), caller, resource, Optional.empty(), Response.Status.OK);
  }
}
