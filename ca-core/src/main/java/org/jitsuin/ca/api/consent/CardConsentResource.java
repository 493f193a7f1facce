package org.jitsuin.ca.api.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.consent.ConsentRequests.OfficeWithdrawalRequest;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.latestdata.ConsentView.WithdrawnView;
import org.jitsuin.ca.latestdata.HolderConsents;
import org.jitsuin.ca.latestdata.ShownView;
import org.jitsuin.ca.latestdata.WithdrawConsent;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.IdentityCheckRequest;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;

/** Endpoints of the consents of a card's holder who comes to an office. */
@Path("/cards/{card}/consents")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardConsentResource {
  @Inject private WithdrawConsent withdraw;
  @Inject private HolderConsents ofHolder;
  @Inject private Answers answers;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(
      summary =
          "Which consents the holder of a card gave, on whichever card, and who was told when; the"
              + " reading is recorded")
  @Answer(ShownView.class)
  public Response readConsentsOfCard(@PathParam("card") String card) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(
        ofHolder
            .ofCard(caller, card)
            .map(shown -> Json.write(ShownView.of(shown, clock.instant()))),
        caller,
        card);
  }

  @POST
  @Path("/{consent}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = ConsentAct.ConsentWithdrawn.class)
  @Operation(summary = "Withdraw a consent for a holder whose identity was checked at the office")
  @RequestBody(content = @Content(schema = @Schema(implementation = OfficeWithdrawalRequest.class)))
  @Answer(WithdrawnView.class)
  public Response withdrawConsentAtOffice(
      @PathParam("card") String card, @PathParam("consent") String consent, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    IdentityCheck check =
        IdentityCheckRequest.needed(Json.read(body, OfficeWithdrawalRequest.class).identityCheck());
    return answer(
        withdraw.atOffice(caller, id, card, consent, check).map(Answered::answer), caller, card);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller, String card) {
    return answers.of(outcome, caller, resource, Optional.of(card), Status.OK);
  }
}
