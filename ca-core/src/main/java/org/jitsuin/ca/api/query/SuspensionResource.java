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
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.query.SearchViews.HoldsView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.FindCards;
import org.jitsuin.ca.store.CardSearch.Found;

/** Suspensions that nobody lifted. */
@Path("/suspensions")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SuspensionResource {
  private static final int LONGEST_DAYS = 3_650;

  @Inject private FindCards findCards;

  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor", "lossline-operator"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "Cards suspended for at least so many days, the longest first, a page at a time: ask"
              + " again with after = next until it is absent")
  @Answer(HoldsView.class)
  public Response readSuspensions(
      @QueryParam("days") @DefaultValue("30") String days,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("50") String limit) {
    int most = Parameters.limit(limit);
    Duration atLeast = Duration.ofDays(days(days));
    List<Found> found =
        findCards.suspended(CallerFilter.caller(request), atLeast, Cursors.suspension(after), most);
    return Answers.json(Status.OK, Json.write(HoldsView.of(found, most)));
  }

  static int days(String text) {
    return Parameters.number("days", text, 0, LONGEST_DAYS);
  }
}
