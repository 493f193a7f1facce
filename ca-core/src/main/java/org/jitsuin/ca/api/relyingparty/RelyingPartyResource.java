package org.jitsuin.ca.api.relyingparty;

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
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.relyingparty.PartyRequests.PartiesView;
import org.jitsuin.ca.api.relyingparty.PartyRequests.PartyChangeRequest;
import org.jitsuin.ca.api.relyingparty.PartyRequests.PartyRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.RelyingPartyAct;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.relyingparty.PartyCountsView;
import org.jitsuin.ca.relyingparty.PartyView;
import org.jitsuin.ca.relyingparty.RelyingParties;
import org.jitsuin.ca.relyingparty.RelyingParties.Party;
import org.jitsuin.ca.store.Answered;

/** Endpoints of relying parties, who may ask the OCSP responder where it is not open to all. */
@Path("/relying-parties")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class RelyingPartyResource {
  private static final int LARGEST_PAGE = 200;
  private static final int STANDARD_DAYS = 30;
  private static final int MOST_DAYS = 366;

  @Inject private RelyingParties parties;
  @Inject private Answers answers;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.ALONE, records = RelyingPartyAct.RelyingPartyRegistered.class)
  @Operation(summary = "Register a relying party with the OCSP responder")
  @RequestBody(content = @Content(schema = @Schema(implementation = PartyRequest.class)))
  @Answer(value = PartyView.class, status = "201")
  public Response registerRelyingParty(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    PartyRequest asked = Json.read(body, PartyRequest.class);
    return answer(
        parties.register(caller, id, asked.identifier(), asked.wish()).map(Answered::answer),
        caller,
        Response.Status.CREATED);
  }

  @GET
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary = "Relying parties, a page at a time: ask again with after = next until it is absent")
  @Answer(PartiesView.class)
  public Response listRelyingParties(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    Page page = Page.of(after, limit, LARGEST_PAGE);
    List<Party> found = parties.page(page.after(), page.limit());
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new PartiesView(
                found.stream().map(PartyView::of).toList(),
                page.next(found, party -> party.row().number()))));
  }

  @GET
  @Path("/{party}")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "A relying party, also where its registration has ended")
  @Answer(PartyView.class)
  public Response readRelyingParty(@PathParam("party") String party) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome =
        name(party).then(parties::read).map(found -> Json.write(PartyView.of(found)));
    return answer(outcome, caller, Response.Status.OK);
  }

  @GET
  @Path("/{party}/counts")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary = "How many answers of each kind a relying party was given by OCSP on each day")
  @Answer(PartyCountsView.class)
  public Response countRelyingParty(
      @PathParam("party") String party,
      @QueryParam("from") String from,
      @QueryParam("until") String until) {
    LocalDate last =
        Parameters.date("until", until).orElseGet(() -> JapanTime.date(clock.instant()));
    LocalDate first = Parameters.date("from", from).orElseGet(() -> last.minusDays(STANDARD_DAYS));
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw Parameters.invalid("from", "must be at most " + MOST_DAYS + " days before until");
    }
    Outcome<Bytes> outcome =
        name(party)
            .then(name -> parties.counts(name, first, last))
            .map(counts -> Json.write(PartyCountsView.of(party, first, last, counts)));
    return answer(outcome, CallerFilter.caller(request), Response.Status.OK);
  }

  @POST
  @Path("/{party}/change")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.ALONE, records = RelyingPartyAct.RelyingPartyChanged.class)
  @Operation(
      summary = "Say anew what a relying party may ask about and which certificates are its own")
  @RequestBody(content = @Content(schema = @Schema(implementation = PartyChangeRequest.class)))
  @Answer(PartyView.class)
  public Response changeRelyingParty(@PathParam("party") String party, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    PartyChangeRequest asked = Json.read(body, PartyChangeRequest.class);
    Outcome<Bytes> outcome =
        name(party)
            .then(name -> parties.change(caller, id, name, asked.wish()))
            .map(Answered::answer);
    return answer(outcome, caller, Response.Status.OK);
  }

  @POST
  @Path("/{party}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(
      value = Bound.ALONE,
      records = {RelyingPartyAct.RelyingPartyEnded.class, StaffAct.StaffWithdrawn.class})
  @Operation(summary = "End the registration of a relying party, for good")
  @Answer(PartyView.class)
  public Response endRelyingParty(@PathParam("party") String party, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Outcome<Bytes> outcome =
        name(party).then(name -> parties.end(caller, id, name)).map(Answered::answer);
    return answer(outcome, caller, Response.Status.OK);
  }

  /** Returns the name of a relying party; a text without the form of a name names none. */
  private static Outcome<String> name(String party) {
    return Members.isIdentifier(party)
        ? Outcome.done(party)
        : Outcome.refused(RefusalCode.RELYING_PARTY_UNKNOWN);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller, Response.Status status) {
    return answers.of(outcome, caller, resource, Optional.empty(), status);
  }
}
