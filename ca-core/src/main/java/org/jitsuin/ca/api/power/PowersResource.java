package org.jitsuin.ca.api.power;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
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
import org.jitsuin.ca.api.http.Endpoints;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Actors;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.power.Grants;

/** Who can do what here, for auditors, as the program itself has it. */
@Path("/powers")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class PowersResource {
  @Inject private BeanManager beans;

  @GET
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(
      summary =
          "Who can do what alone, with a second person, or never; what each compromise would cost,"
              + " how it is seen and how it is ended")
  @Answer(PowersView.class)
  public Response readPowers() {
    List<? extends Class<?>> resources =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .toList();
    return Answers.json(
        Response.Status.OK,
        Json.write(PowersView.of(Actors.all(Endpoints.of(resources), Grants.installed()))));
  }
}
