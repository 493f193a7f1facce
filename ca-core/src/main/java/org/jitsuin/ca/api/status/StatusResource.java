package org.jitsuin.ca.api.status;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.status.ReadStatus;
import org.jitsuin.ca.status.StatusView;

/** How the authority stands, as this server sees it. */
@Path("/status")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
  @Inject private ReadStatus status;

  @GET
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      operationId = "readStatus",
      summary =
          "How the authority stands: services, token, log, witnesses, key generations, CRLs, OCSP,"
              + " certificates, clock, and what waits for people")
  @APIResponse(
      responseCode = "200",
      description = "Each part with its condition and why",
      content = @Content(schema = @Schema(implementation = StatusView.class)))
  public Response readStatus() {
    return Answers.json(Response.Status.OK, Json.write(status.read()));
  }
}
