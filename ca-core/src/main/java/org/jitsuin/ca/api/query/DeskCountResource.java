package org.jitsuin.ca.api.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.DeskCounts;

/** How much waits at the caller's office. */
@Path("/counts")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class DeskCountResource {
  @Inject private DeskCounts counts;

  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "How many applications, notices and suspensions wait at the own office, each counted up"
              + " to 200")
  @Answer(DeskCounts.Counts.class)
  public Response countAtTheDesk(
      @QueryParam(ExpiryNoticeResource.MONTHS) @DefaultValue(ExpiryNoticeResource.STANDARD_MONTHS)
          String months,
      @QueryParam("days") @DefaultValue("30") String days) {
    return Answers.json(
        Response.Status.OK,
        Json.write(
            counts.count(
                CallerFilter.caller(request),
                ExpiryNoticeResource.months(months),
                Duration.ofDays(SuspensionResource.days(days)))));
  }
}
