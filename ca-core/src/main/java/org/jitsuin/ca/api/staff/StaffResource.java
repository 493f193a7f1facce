package org.jitsuin.ca.api.staff;

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
import org.jitsuin.ca.api.staff.StaffRequests.BlockRequest;
import org.jitsuin.ca.api.staff.StaffRequests.ChangeRequest;
import org.jitsuin.ca.api.staff.StaffRequests.StaffView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.staff.BlockStaff;
import org.jitsuin.ca.staff.ReadStaff;
import org.jitsuin.ca.staff.StaffChangeView;
import org.jitsuin.ca.staff.StaffChanges;
import org.jitsuin.ca.staff.StaffPersonView;
import org.jitsuin.ca.store.Answered;

/** Endpoints of people among the staff. */
@Path("/staff")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class StaffResource {
  private static final String ANY_PERSON = ".{0,64}";

  @Inject private ReadStaff readStaff;
  @Inject private StaffChanges staffChanges;
  @Inject private BlockStaff blockStaff;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"ca-operator", "auditor", "office-supervisor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "People among the staff, for a supervisor those of the own office, a page at a time: ask"
              + " again with after = next until it is absent")
  @Answer(StaffView.class)
  public Response listStaff(
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    StaffMember caller = CallerFilter.caller(request);
    int most = Parameters.limit(limit);
    String behind =
        Parameters.text("after", after, ANY_PERSON, "a value returned as next").orElse("");
    List<StaffPersonView> page = readStaff.page(caller, behind, most);
    String next = page.size() == most ? page.getLast().person() : null;
    return Answers.json(Response.Status.OK, Json.write(new StaffView(page, next)));
  }

  @GET
  @Path("/{person}")
  @RolesAllowed({"ca-operator", "auditor", "office-supervisor"})
  @Power(Bound.READS)
  @Operation(summary = "A person among the staff, with all certificates")
  @Answer(StaffPersonView.class)
  public Response readStaffMember(@PathParam("person") String person) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(readStaff.person(caller, person).map(Json::write), caller, Response.Status.OK);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.PROPOSES, records = StaffAct.StaffChangeProposed.class)
  @Operation(
      summary =
          "Propose that somebody be registered, renewed, replaced, withdrawn or restored; another"
              + " operator approves it")
  @RequestBody(content = @Content(schema = @Schema(implementation = ChangeRequest.class)))
  @Answer(value = StaffChangeView.class, status = "201")
  public Response proposeStaffChange(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    ChangeRequest asked = Json.read(body, ChangeRequest.class);
    return answer(
        asked.wish().then(wish -> staffChanges.propose(caller, id, wish)).map(Answered::answer),
        caller,
        Response.Status.CREATED);
  }

  @POST
  @Path("/{person}/block")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"ca-operator", "office-supervisor"})
  @Power(
      value = Bound.BUDGET,
      records = {
        StaffAct.StaffBlocked.class,
        StaffAct.StaffChangeCancelled.class,
        CertificateAct.RevocationJobCancelled.class,
        StaffAct.OpenWorkFell.class
      })
  @Operation(
      summary =
          "Shut a person out at once; a supervisor may do so to clerks of the own office. Two"
              + " operators let in again, or make it final")
  @RequestBody(content = @Content(schema = @Schema(implementation = BlockRequest.class)))
  @Answer(StaffPersonView.class)
  public Response blockStaffMember(@PathParam("person") String person, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    BlockRequest asked = Json.read(body, BlockRequest.class);
    return answer(
        blockStaff.block(caller, id, person, asked.words()).map(Answered::answer),
        caller,
        Response.Status.OK);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller, Response.Status status) {
    return answers.of(outcome, caller, resource, Optional.empty(), status);
  }
}
