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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.query.SearchViews.CardsView;
import org.jitsuin.ca.api.query.SearchViews.LetterView;
import org.jitsuin.ca.api.query.SearchViews.PersonsCardsView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.ExpiryLetter;
import org.jitsuin.ca.query.FindCards;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.CardSearch.Found;

/** Searches for cards, and the letter about one. */
@Path("/cards")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardSearchResource {
  @Inject private FindCards findCards;
  @Inject private ExpiryLetter expiryLetter;
  @Inject private Answers answers;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "The cards that a resident ever had, the oldest first: ask again with after = next until"
              + " it is absent. Ask POST /cards/of-resident instead, which writes the register id"
              + " into no address")
  @Answer(CardsView.class)
  public Response findCards(
      @QueryParam("registerId") String registerId,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("50") String limit) {
    String owner =
        Parameters.registerId(registerId)
            .orElseThrow(() -> Parameters.invalid("registerId", "is missing"));
    return list(
        CallerFilter.caller(request),
        owner,
        Parameters.card("after", after),
        Parameters.limit(limit));
  }

  private Response list(StaffMember caller, String owner, Optional<String> after, int most) {
    List<Found> found = findCards.ofResident(caller, owner, after, most);
    return Answers.json(Status.OK, Json.write(CardsView.of(found, most, clock.instant())));
  }

  @POST
  @Path("/of-resident")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "The cards that a resident ever had, the oldest first: ask again with after = next until"
              + " it is absent")
  @RequestBody(content = @Content(schema = @Schema(implementation = ResidentCardsRequest.class)))
  @Answer(value = CardsView.class, receipt = false)
  public Response listCards(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    ResidentCardsRequest wanted = Json.read(body, ResidentCardsRequest.class);
    // The key is asked for as on every POST; what is listed is read anew each time.
    PostHeaders.requestId(request, caller, body);
    return list(caller, wanted.owner(), wanted.begin(), wanted.most());
  }

  @POST
  @Path("/search")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor", "lossline-operator"})
  @Power(value = Bound.READS, records = OfficeAct.HolderSearched.class)
  @Operation(
      summary =
          "The cards of those with exactly that name and birth date, 20 at the most; recorded")
  @RequestBody(content = @Content(schema = @Schema(implementation = CardSearchRequest.class)))
  @Answer(value = PersonsCardsView.class, receipt = false)
  public Response searchCards(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    CardSearchRequest wanted = Json.read(body, CardSearchRequest.class);
    // The key is asked for as on every POST; a search is done anew each time.
    PostHeaders.requestId(request, caller, body);
    List<Found> found = findCards.ofPerson(caller, wanted.person());
    return Answers.json(Status.OK, Json.write(PersonsCardsView.of(found, clock.instant())));
  }

  @GET
  @Path("/{card}/expiry-notice")
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(summary = "What stands in the letter about what ends soon; the reading is recorded")
  @Answer(LetterView.class)
  public Response readExpiryNotice(
      @PathParam("card") String card,
      @QueryParam(ExpiryNoticeResource.MONTHS) @DefaultValue(ExpiryNoticeResource.STANDARD_MONTHS)
          String months) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome =
        expiryLetter
            .read(caller, card, ExpiryNoticeResource.months(months))
            .map(letter -> Json.write(LetterView.of(letter)));
    return answers.of(outcome, caller, resource, Optional.of(card), Status.OK);
  }
}
