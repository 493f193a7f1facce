package org.jitsuin.ca.api.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.power.Bound;

/** Tells callers who they are here. */
@Path("/caller")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
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
  @Operation(summary = "The caller's id, name, role and municipality, as the authority knows them")
  public Response readCaller() {
    return Answers.json(
        Response.Status.OK, Json.write(CallerView.of(CallerFilter.caller(request))));
  }

  /** A caller, as the authority knows them. */
  record CallerView(String person, String name, String role, String municipality, String window) {
    static CallerView of(StaffMember member) {
      return new CallerView(
          member.person(),
          member.name(),
          member.role().id(),
          member.municipality().orElse(null),
          member.window().orElse(null));
    }
  }
}
