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
import org.jitsuin.ca.api.http.Answer;
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
      summary =
          "How the authority stands: services, token, log, witnesses, key generations, CRLs, OCSP,"
              + " certificates, clock, and what waits for people")
  @Answer(StatusView.class)
  public Response readStatus() {
    return Answers.json(Response.Status.OK, Json.write(status.read()));
  }
}
