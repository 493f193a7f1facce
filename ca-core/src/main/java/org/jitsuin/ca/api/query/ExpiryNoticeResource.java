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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.query.SearchViews.NoticesView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.ExpiryNotices;
import org.jitsuin.ca.query.ExpiryNotices.Notice;

/** Endpoint of expiry notices for residents of the caller's municipality. */
@Path("/expiry-notices")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ExpiryNoticeResource {
  static final String MONTHS = "within-months";
  static final String STANDARD_MONTHS = "3";

  private static final int LONGEST_WINDOW_MONTHS = 12;

  @Inject private ExpiryNotices expiryNotices;

  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "Cards and certificates of the own municipality's residents that end soon, a page at a"
              + " time: ask again with after = next until it is absent")
  @Answer(NoticesView.class)
  public Response readExpiryNotices(
      @QueryParam(MONTHS) @DefaultValue(STANDARD_MONTHS) String months,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("50") String limit) {
    int most = Parameters.limit(limit);
    // Exactly the roles of an office have a municipality.
    String residence = CallerFilter.caller(request).municipality().orElseThrow();
    List<Notice> due = expiryNotices.due(residence, months(months), Cursors.position(after), most);
    return Answers.json(Status.OK, Json.write(NoticesView.of(due, most)));
  }

  /** Parses how many months ahead notices are searched for. */
  static int months(String text) {
    return Parameters.number(MONTHS, text, 1, LONGEST_WINDOW_MONTHS);
  }
}
