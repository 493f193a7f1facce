package org.jitsuin.ca.api.card;

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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardwriting.CardOrderView;
import org.jitsuin.ca.cardwriting.CardOrderView.OrdersView;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.Answered;

/** Endpoints of the writing of a card: begun, read back, or taken back. */
@Path("/cards/{card}/orders")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CardOrderResource {
  @Inject private CardOrders orders;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = CardAct.CardWriteBegun.class)
  @Operation(summary = "Begin to write a card, or go on where nobody else is at it")
  @RequestBody(content = @Content(schema = @Schema(implementation = CardOrderRequest.class)))
  @Answer(value = CardOrderView.class, status = "201")
  public Response openOrder(@PathParam("card") String card, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    CardOrders.Asked asked = Json.read(body, CardOrderRequest.class).asked();
    return answer(orders.open(caller, id, card, asked), caller, card, Status.CREATED);
  }

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(Bound.READS)
  @Operation(summary = "What was and is being written to a card, the newest first")
  @Answer(OrdersView.class)
  public Response readOrders(@PathParam("card") String card) {
    StaffMember caller = CallerFilter.caller(request);
    return answers.of(
        orders.read(caller, card).map(Json::write), caller, resource, Optional.of(card), Status.OK);
  }

  @POST
  @Path("/{order}/read-back")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = CardAct.CardWritten.class)
  @Operation(summary = "Tell what the card holds; the order ends with it")
  @RequestBody(content = @Content(schema = @Schema(implementation = ReadBackRequest.class)))
  @Answer(CardOrderView.class)
  public Response readBackOrder(
      @PathParam("card") String card, @PathParam("order") String order, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    var readBack = Json.read(body, ReadBackRequest.class).readBack();
    return answer(orders.readBack(caller, id, card, order, readBack), caller, card, Status.OK);
  }

  @POST
  @Path("/{order}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(
      value = Bound.ALONE,
      records = {CardAct.CardWriteEnded.class, CertificateAct.CertificateRevoked.class})
  @Operation(summary = "Take back what was begun; what was issued over it is revoked")
  @Answer(CardOrderView.class)
  public Response withdrawOrder(
      @PathParam("card") String card, @PathParam("order") String order, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    return answer(orders.withdraw(caller, id, card, order), caller, card, Status.OK);
  }

  private Response answer(
      Outcome<Answered<CardOrder>> outcome, StaffMember caller, String card, Status status) {
    return answers.of(outcome.map(Answered::answer), caller, resource, Optional.of(card), status);
  }
}
