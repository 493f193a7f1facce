package org.jitsuin.ca.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Der;
import org.jitsuin.ca.api.Requests.EventRequest;
import org.jitsuin.ca.api.Views.EventView;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.registry.TakeInEvents;
import org.jitsuin.ca.registry.TakeInEvents.Effects;

/** What the resident register reports. The event's own id makes it take effect once. */
@Path("/resident-events")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ResidentEventResource {
  @Inject private TakeInEvents takeInEvents;
  @Inject private Answers answers;
  @Inject private Json json;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("register-feed")
  @Operation(summary = "Report a resident event; answers which certificates it revoked")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventRequest.class)))
  public Response recordResidentEvent(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    // The key is asked for as on every POST; what counts is the id of the event.
    PostHeaders.requestId(request, caller, body);
    EventRequest event = json.read(body, EventRequest.class);
    Function<Effects, Der> encode = effects -> json.write(EventView.of(effects));
    Outcome<Effects> outcome = takeInEvents.takeIn(caller, event.residentEvent(), encode);
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK, encode);
  }
}
