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
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.staff.StaffRequests.ApprovalRequest;
import org.jitsuin.ca.api.staff.StaffRequests.ChangesView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.staff.ReadStaff;
import org.jitsuin.ca.staff.StaffChangeView;
import org.jitsuin.ca.staff.StaffChanges;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.StaffChange;

/** Endpoints of changes among the staff, which two people decide. */
@Path("/staff/changes")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class StaffChangeResource {
  private static final int LARGEST_PAGE = 200;

  @Inject private ReadStaff readStaff;
  @Inject private StaffChanges staffChanges;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "Changes among the staff, a page at a time: ask again with after = next until it is"
              + " absent")
  @Answer(ChangesView.class)
  public Response listStaffChanges(
      @QueryParam("state") String state,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    Page page = Page.of(after, limit, LARGEST_PAGE);
    Optional<StaffChangeState> wanted = Parameters.choice("state", state, StaffChangeState::byId);
    List<StaffChange> found = readStaff.changes(wanted, page.after(), page.limit());
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new ChangesView(
                found.stream().map(StaffChangeView::listed).toList(),
                page.next(found, StaffChange::number))));
  }

  @GET
  @Path("/{change}")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "A change among the staff, with the certificate that came of it")
  @Answer(StaffChangeView.class)
  public Response readStaffChange(@PathParam("change") String change) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(readStaff.change(change).map(Json::write), caller);
  }

  @POST
  @Path("/{change}/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(
      value = Bound.AGREES,
      records = {
        StaffAct.StaffChangeApproved.class,
        CeremonyAct.StaffRegistered.class,
        StaffAct.StaffWithdrawn.class,
        StaffAct.StaffRestored.class,
        StaffAct.StaffChangeCancelled.class,
        CertificateAct.RevocationJobCancelled.class,
        StaffAct.OpenWorkFell.class
      })
  @Operation(
      summary =
          "Approve a change that somebody else proposed, by the hash of its content; the answer has"
              + " the certificate")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalRequest.class)))
  @Answer(StaffChangeView.class)
  public Response approveStaffChange(@PathParam("change") String change, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    ApprovalRequest asked = Json.read(body, ApprovalRequest.class);
    return answer(
        staffChanges.approve(caller, id, change, asked.fingerprint()).map(Answered::answer),
        caller);
  }

  @POST
  @Path("/{change}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.ALONE, records = StaffAct.StaffChangeCancelled.class)
  @Operation(summary = "Take back a change that nobody has approved")
  @Answer(StaffChangeView.class)
  public Response cancelStaffChange(@PathParam("change") String change, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    return answer(staffChanges.cancel(caller, id, change).map(Answered::answer), caller);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller) {
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }
}
