package org.jitsuin.ca.api.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.query.SearchViews.LettersView;
import org.jitsuin.ca.api.query.SearchViews.NoticesView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.ExpiryLetter;
import org.jitsuin.ca.query.ExpiryLetter.Letters;
import org.jitsuin.ca.query.ExpiryNotices;
import org.jitsuin.ca.query.ExpiryNotices.Notice;
import org.jitsuin.ca.record.OfficeAct;

/** Endpoint of expiry notices for residents of the caller's municipality, and of the letters. */
@Path("/expiry-notices")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ExpiryNoticeResource {
  static final String MONTHS = "within-months";
  static final String STANDARD_MONTHS = "3";

  private static final int LONGEST_WINDOW_MONTHS = 12;

  @Inject private ExpiryNotices expiryNotices;
  @Inject private ExpiryLetter expiryLetter;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
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

  @POST
  @Path("/letters")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(
      summary =
          "What stands in the letters to the holders of up to 100 cards about what ends soon; each"
              + " reading is recorded")
  @RequestBody(content = @Content(schema = @Schema(implementation = LettersRequest.class)))
  @Answer(value = LettersView.class, receipt = false)
  public Response readExpiryLetters(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    LettersRequest wanted = Json.read(body, LettersRequest.class);
    // The key is asked for as on every POST; what ends is read anew each time.
    PostHeaders.requestId(request, caller, body);
    Letters letters = expiryLetter.read(caller, wanted.wanted(), wanted.months());
    letters
        .refused()
        .forEach((card, refusal) -> answers.record(caller, resource, refusal, Optional.of(card)));
    return Answers.json(Status.OK, Json.write(LettersView.of(letters)));
  }

  /** Parses how many months ahead notices are searched for. */
  static int months(String text) {
    return Parameters.number(MONTHS, text, 1, LONGEST_WINDOW_MONTHS);
  }
}
