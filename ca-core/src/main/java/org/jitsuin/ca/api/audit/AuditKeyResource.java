package org.jitsuin.ca.api.audit;

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
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.query.KeysView;

/** The keys in the CA token, for auditors. */
@Path("/audit/keys")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class AuditKeyResource {
  @Inject private KeyUses keyUses;

  @GET
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(
      summary =
          "The keys in the CA token, and how often each signed beside the number of signatures that"
              + " are recorded")
  @Answer(KeysView.class)
  public Response readKeys() {
    return Answers.json(Response.Status.OK, Json.write(keyUses.find()));
  }
}
