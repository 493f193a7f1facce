package org.jitsuin.ca.api;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.api.ActViews.FullCardView;
import org.jitsuin.ca.api.CertificateRequests.CertificatesRequest;
import org.jitsuin.ca.api.Requests.CardRequest;
import org.jitsuin.ca.api.Views.CardView;
import org.jitsuin.ca.api.Views.IssuedView;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;

/** Cards and their certificates. */
@Path("/cards")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardResource {
  private static final String HISTORY_BEFORE = "history-before";

  @Inject private RegisterCard registerCard;
  @Inject private IssueCertificates issueCertificates;
  @Inject private CardFile cardFile;
  @Inject private Answers answers;
  @Inject private Json json;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.REGISTRATION)
  @Operation(summary = "Register a card with its holder; answers until when the card is valid")
  @RequestBody(content = @Content(schema = @Schema(implementation = CardRequest.class)))
  public Response registerCard(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    RegisterCard.Application application =
        json.read(body, CardRequest.class).application(JapanTime.date(clock.instant()));
    Function<Card, Bytes> encode = card -> json.write(CardView.of(card));
    Outcome<Card> outcome = registerCard.register(caller, id, application, encode);
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.CREATED, encode);
  }

  @POST
  @Path("/{card}/certificates")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.CERTIFICATES)
  @Operation(summary = "Issue certificates to a card as one act, from one PKCS#10 request per kind")
  @RequestBody(content = @Content(schema = @Schema(implementation = CertificatesRequest.class)))
  public Response issueCertificates(@PathParam("card") String card, byte[] body) {
    return issue(card, body, false);
  }

  @POST
  @Path("/{card}/renewal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.RENEWAL)
  @Operation(
      summary =
          "Issue certificates in the place of those that end soon, or for a departure with continued"
              + " use, likewise")
  @RequestBody(content = @Content(schema = @Schema(implementation = CertificatesRequest.class)))
  public Response renewCertificates(@PathParam("card") String card, byte[] body) {
    return issue(card, body, true);
  }

  private Response issue(String card, byte[] body, boolean renewal) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    IssueRequest asked = json.read(body, CertificatesRequest.class).issueRequest(card, renewal);
    Function<Issued, Bytes> encode = issued -> json.write(IssuedView.of(issued, clock.instant()));
    Outcome<Issued> outcome = issueCertificates.issue(caller, id, asked, encode);
    return answers.of(
        outcome, caller, resource, Optional.of(card), Response.Status.CREATED, encode);
  }

  @GET
  @Path("/{card}")
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Operation(summary = "A card with its holder, certificates and history; the reading is recorded")
  public Response readCard(
      @PathParam("card") String card, @QueryParam(HISTORY_BEFORE) String historyBefore) {
    long before =
        Parameters.text(HISTORY_BEFORE, historyBefore, "\\d{1,18}", "a number of an audit entry")
            .map(Long::valueOf)
            .orElse(CardFile.END);
    StaffMember caller = CallerFilter.caller(request);
    Outcome<FullCardView> outcome = cardFile.read(caller, card, before);
    return answers.of(
        outcome, caller, resource, Optional.of(card), Response.Status.OK, json::write);
  }
}
