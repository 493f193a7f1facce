package org.jitsuin.ca.api.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.http.ServerFacts;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.view.MunicipalityView;

/** The municipalities of Japan, so that pages show names and take them. */
@Path("/municipalities")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class MunicipalityResource {
  @Inject private ServerFacts server;

  /**
   * All municipalities.
   *
   * @param municipalities in the order of their codes; about 1,900
   */
  public record MunicipalitiesView(List<MunicipalityView> municipalities) {}

  @GET
  @RolesAllowed({
    "office-clerk",
    "office-supervisor",
    "lossline-operator",
    "auditor",
    "ca-operator",
    "register-feed"
  })
  @Power(Bound.READS)
  @Operation(summary = "The municipalities of Japan by code, with their names in both languages")
  @Answer(MunicipalitiesView.class)
  public Response listMunicipalities() {
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new MunicipalitiesView(
                server.municipalities().all().stream().map(MunicipalityView::of).toList())));
  }
}
