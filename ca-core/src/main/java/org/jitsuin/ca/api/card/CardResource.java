package org.jitsuin.ca.api.card;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.ActEndpoint;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.DirectAct;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.http.Seen;
import org.jitsuin.ca.card.CardView;
import org.jitsuin.ca.card.FullCardView;
import org.jitsuin.ca.card.OptionsView;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.card.ReadCard.Wanted;
import org.jitsuin.ca.card.TimeLineView;
import org.jitsuin.ca.issue.IssuedView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.CardRequest;
import org.jitsuin.ca.officeact.CertificatesRequest;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.OfficeAct;

/** Cards and their certificates. */
@Path("/cards")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardResource {
  private static final String HISTORY_BEFORE = "history-before";
  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

  @Inject private ActEndpoint acts;
  @Inject private ReadCard readCard;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.REGISTRATION)
  @Power(value = Bound.WHERE_DEMANDED, records = CardAct.CardRegistered.class)
  @Operation(summary = "Register a card with its holder; answers until when the card is valid")
  @RequestBody(content = @Content(schema = @Schema(implementation = CardRequest.class)))
  @Answer(value = CardView.class, status = "201")
  public Response registerCard(byte[] body) {
    return acts.perform(request, resource, Outcome.done(Optional.empty()), body);
  }

  @POST
  @Path("/{card}/certificates")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.CERTIFICATES)
  @Power(
      value = Bound.WHERE_DEMANDED,
      records = {CertificateAct.CertificatesIssued.class, CertificateAct.IssueAbandoned.class})
  @Operation(summary = "Issue certificates to a card as one act, from one PKCS#10 request per kind")
  @RequestBody(content = @Content(schema = @Schema(implementation = CertificatesRequest.class)))
  @Answer(value = IssuedView.class, status = "201")
  public Response issueCertificates(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }

  @POST
  @Path("/{card}/renewal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @DirectAct(ApplicationKind.RENEWAL)
  @Power(
      value = Bound.BUDGET,
      records = {
        BrakeAct.BudgetUsedUp.class,
        CertificateAct.CertificatesIssued.class,
        CertificateAct.CertificateRevoked.class,
        CertificateAct.IssueAbandoned.class
      })
  @Operation(
      summary =
          "Issue certificates in the place of those that end soon, or for a departure with"
              + " continued use, likewise")
  @RequestBody(content = @Content(schema = @Schema(implementation = CertificatesRequest.class)))
  @Answer(value = IssuedView.class, status = "201")
  public Response renewCertificates(@PathParam("card") String card, byte[] body) {
    return acts.ofCard(request, resource, card, body);
  }

  @GET
  @Path("/{card}")
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(
      summary =
          "A card with its holder, certificates and history, with options=true also what can be"
              + " done with it; the reading is recorded")
  @Answer(FullCardView.class)
  public Response readCard(
      @PathParam("card") String card,
      @QueryParam(HISTORY_BEFORE) String historyBefore,
      @QueryParam("options") @DefaultValue("false") String options) {
    StaffMember caller = CallerFilter.caller(request);
    Wanted wanted =
        new Wanted(
            before(HISTORY_BEFORE, historyBefore),
            Parameters.choice("options", options, text -> Optional.ofNullable(FLAGS.get(text)))
                .orElseThrow());
    Outcome<FullCardView> read = readCard.read(caller, card, wanted);
    return shown(read, FullCardView::version, caller, card);
  }

  @GET
  @Path("/{card}/options")
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(
      summary =
          "What can be done with a card now, and why not or from when; nothing is done, and the"
              + " reading is recorded")
  @Answer(OptionsView.class)
  public Response readOptions(@PathParam("card") String card) {
    StaffMember caller = CallerFilter.caller(request);
    return shown(readCard.options(caller, card), OptionsView::version, caller, card);
  }

  private <T> Response shown(
      Outcome<T> read, Function<T, String> version, StaffMember caller, String card) {
    Optional<String> seen =
        read instanceof Outcome.Done<T>(T view)
            ? Optional.of(version.apply(view))
            : Optional.empty();
    Response answer =
        answers.of(read.map(Json::write), caller, resource, Optional.of(card), Response.Status.OK);
    return Seen.tagged(answer, seen);
  }

  @GET
  @Path("/{card}/time-line")
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(value = Bound.READS, records = OfficeAct.HolderRead.class)
  @Operation(
      summary =
          "All cards and certificates that the holder of a card ever had, and what was done to"
              + " them; the reading is recorded")
  @Answer(TimeLineView.class)
  public Response readTimeLine(
      @PathParam("card") String card,
      @QueryParam("before") String before,
      @QueryParam("limit") @DefaultValue("200") String limit) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome =
        readCard
            .timeLine(caller, card, before("before", before), Parameters.limit(limit))
            .map(Json::write);
    return answers.of(outcome, caller, resource, Optional.of(card), Response.Status.OK);
  }

  private static long before(String parameter, String number) {
    return Parameters.text(parameter, number, "\\d{1,18}", "a number of an audit entry")
        .map(Long::valueOf)
        .orElse(ReadCard.END);
  }
}
