package org.jitsuin.ca.api.consent;

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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.consent.ConsentRequests.SignedRequest;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.latestdata.ConsentView;
import org.jitsuin.ca.latestdata.ConsentView.WithdrawalsView;
import org.jitsuin.ca.latestdata.ConsentView.WithdrawnView;
import org.jitsuin.ca.latestdata.Consents;
import org.jitsuin.ca.latestdata.HolderConsents;
import org.jitsuin.ca.latestdata.LatestData;
import org.jitsuin.ca.latestdata.ShownView;
import org.jitsuin.ca.latestdata.ToldView;
import org.jitsuin.ca.latestdata.WithdrawConsent;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.store.Answered;

/** Endpoints of consents, for relying parties and for whoever brings what a holder signed. */
@Path("/consents")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ConsentResource {
  private static final int LARGEST_PAGE = 1_000;

  @Inject private Consents consents;
  @Inject private WithdrawConsent withdraw;
  @Inject private LatestData latestData;
  @Inject private HolderConsents ofHolder;
  @Inject private Answers answers;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("relying-party")
  @Power(value = Bound.ALONE, records = ConsentAct.ConsentRecorded.class)
  @Operation(summary = "Record a consent that a holder signed, given to the caller")
  @RequestBody(content = @Content(schema = @Schema(implementation = SignedRequest.class)))
  @Answer(value = ConsentView.class, status = "201")
  public Response recordConsent(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Bytes cms = Json.read(body, SignedRequest.class).cms();
    return answer(consents.record(caller, id, cms).map(Answered::answer), caller, Status.CREATED);
  }

  @POST
  @Path("/check")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("relying-party")
  @Power(Bound.READS)
  @Operation(summary = "Look whether a consent would be recorded; nothing is")
  @RequestBody(content = @Content(schema = @Schema(implementation = SignedRequest.class)))
  @Answer(value = ConsentView.class, receipt = false)
  public Response checkConsent(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    // The key is asked for as on every POST; it is looked at anew each time.
    PostHeaders.requestId(request, caller, body);
    Bytes cms = Json.read(body, SignedRequest.class).cms();
    return answer(
        consents
            .check(caller, cms)
            .map(consent -> Json.write(ConsentView.of(consent, clock.instant()))),
        caller,
        Status.OK);
  }

  @POST
  @Path("/of-holder")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("relying-party")
  @Power(value = Bound.READS, records = ConsentAct.ConsentsShown.class)
  @Operation(
      summary =
          "Which consents a holder gave and who was told when, as the holder asked by a signed"
              + " question; recorded")
  @RequestBody(content = @Content(schema = @Schema(implementation = SignedRequest.class)))
  @Answer(value = ShownView.class, receipt = false)
  public Response readConsentsOfHolder(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    // The key is asked for as on every POST; what is shown is read anew each time.
    PostHeaders.requestId(request, caller, body);
    Bytes cms = Json.read(body, SignedRequest.class).cms();
    return answer(
        ofHolder
            .toBearer(caller, cms)
            .map(shown -> Json.write(ShownView.of(shown, clock.instant()))),
        caller,
        Status.OK);
  }

  @GET
  @Path("/withdrawals")
  @RolesAllowed("relying-party")
  @Power(Bound.READS)
  @Operation(
      summary =
          "Which consents given to the caller were withdrawn: ask again with after = next, time and"
              + " again")
  @Answer(WithdrawalsView.class)
  public Response readWithdrawals(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    StaffMember caller = CallerFilter.caller(request);
    Page page = Page.of(after, limit, LARGEST_PAGE);
    return answer(
        consents
            .withdrawals(caller, page.after(), page.limit())
            .map(withdrawn -> Json.write(WithdrawalsView.of(withdrawn, page.after()))),
        caller,
        Status.OK);
  }

  @GET
  @Path("/{consent}")
  @RolesAllowed("relying-party")
  @Power(Bound.READS)
  @Operation(summary = "A consent that was given to the caller, without any data of the holder")
  @Answer(ConsentView.class)
  public Response readConsent(@PathParam("consent") String consent) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(
        consents
            .read(caller, consent)
            .map(found -> Json.write(ConsentView.of(found, clock.instant()))),
        caller,
        Status.OK);
  }

  @GET
  @Path("/{consent}/data")
  @RolesAllowed("relying-party")
  @Power(value = Bound.READS, records = ConsentAct.ConsentAnswered.class)
  @Operation(
      summary =
          "The latest data of the holder to which the holder consented, while the holder has a good"
              + " signature certificate; recorded")
  @Answer(ToldView.class)
  public Response readLatestData(@PathParam("consent") String consent) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(
        latestData.tell(caller, consent).map(told -> Json.write(ToldView.of(told))),
        caller,
        Status.OK);
  }

  @POST
  @Path("/{consent}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"relying-party", "office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = ConsentAct.ConsentWithdrawn.class)
  @Operation(summary = "Withdraw a consent as its holder signed, whoever brings that")
  @RequestBody(content = @Content(schema = @Schema(implementation = SignedRequest.class)))
  @Answer(WithdrawnView.class)
  public Response withdrawConsent(@PathParam("consent") String consent, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Bytes cms = Json.read(body, SignedRequest.class).cms();
    return answer(
        withdraw.bySignature(caller, id, consent, cms).map(Answered::answer), caller, Status.OK);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller, Status status) {
    return answers.of(outcome, caller, resource, Optional.empty(), status);
  }
}
