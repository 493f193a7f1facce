package org.jitsuin.ca.api.application;

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
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.api.application.ApplicationRequests.ApplicationRequest;
import org.jitsuin.ca.api.application.ApplicationRequests.ApprovalRequest;
import org.jitsuin.ca.api.application.ApplicationRequests.CompletionRequest;
import org.jitsuin.ca.api.application.ApplicationRequests.ExtensionOfApplication;
import org.jitsuin.ca.api.application.ApplicationRequests.RefusalRequest;
import org.jitsuin.ca.api.application.ApplicationViews.ApplicationsView;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.application.ApplicationApprovals;
import org.jitsuin.ca.application.ApplicationView;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledApplication;

/**
 * Endpoints of applications: one member of staff enters them, another approves, completes or
 * refuses them.
 */
@Path("/applications")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ApplicationResource {
  private static final int LARGEST_PAGE = 200;

  @Inject private Applications applications;
  @Inject private ApplicationApprovals approvals;
  @Inject private CompleteApplication completeApplication;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = OfficeAct.ApplicationReceived.class)
  @Operation(summary = "Enter an application; its content is the body of the direct endpoint")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApplicationRequest.class)))
  @Answer(value = ApplicationView.class, status = "201")
  public Response receiveApplication(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Applications.Entry entry = Json.read(body, ApplicationRequest.class).entry();
    Outcome<Bytes> outcome = applications.receive(caller, id, entry).map(Answered::answer);
    return answers.of(outcome, caller, resource, entry.task().card(), Response.Status.CREATED);
  }

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "Applications of the own municipality without personal data, a page at a time: ask again"
              + " with after = next until it is absent")
  @Answer(ApplicationsView.class)
  public Response listApplications(
      @QueryParam("state") String state,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    StaffMember caller = CallerFilter.caller(request);
    Page page = Page.of(after, limit, LARGEST_PAGE);
    Optional<ApplicationState> in =
        Optional.ofNullable(state)
            .map(text ->
                ApplicationState.byId(text)
                    .orElseThrow(() ->
                        new RequestRefused(
                            RefusalCode.REQUEST_INVALID, "parameter state is not a known state")));
    List<FiledApplication> rows = applications.page(caller, in, page.after(), page.limit());
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new ApplicationsView(
                rows.stream().map(ApplicationView::listed).toList(),
                page.next(rows, FiledApplication::number))));
  }

  @GET
  @Path("/{application}")
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(value = Bound.READS, records = OfficeAct.ApplicationRead.class)
  @Operation(
      summary = "An application with what was entered, or what came of it; the reading is recorded")
  @Answer(ApplicationView.class)
  public Response readApplication(@PathParam("application") String application) {
    StaffMember caller = CallerFilter.caller(request);
    return answer(applications.read(caller, application).map(Json::write), caller);
  }

  @POST
  @Path("/{application}/content")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = OfficeAct.ApplicationExtended.class)
  @Operation(
      summary =
          "Add what was missing in an application; where a second person is needed, it then waits"
              + " for one")
  @RequestBody(content = @Content(schema = @Schema(implementation = ExtensionOfApplication.class)))
  @Answer(ApplicationView.class)
  public Response extendApplication(@PathParam("application") String application, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Bytes more = Json.read(body, ExtensionOfApplication.class).more();
    return answer(approvals.extend(caller, id, application, more).map(Answered::answer), caller);
  }

  @POST
  @Path("/{application}/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("office-supervisor")
  @Power(value = Bound.AGREES, records = OfficeAct.ApplicationApproved.class)
  @Operation(
      summary = "Approve a complete application of others, with the keys that were seen, if named")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalRequest.class)))
  @Answer(ApplicationView.class)
  public Response approveApplication(@PathParam("application") String application, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    Optional<Map<Authority, Fingerprint>> seen = Json.read(body, ApprovalRequest.class).seen();
    return answer(approvals.approve(caller, id, application, seen).map(Answered::answer), caller);
  }

  @POST
  @Path("/{application}/refusal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(value = Bound.ALONE, records = OfficeAct.ApplicationRefused.class)
  @Operation(summary = "End an application that the office does not carry out")
  @RequestBody(content = @Content(schema = @Schema(implementation = RefusalRequest.class)))
  @Answer(ApplicationView.class)
  public Response refuseApplication(@PathParam("application") String application, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    String reason = Json.read(body, RefusalRequest.class).inWords();
    return answer(
        applications.refuse(caller, id, application, reason).map(Answered::answer), caller);
  }

  @POST
  @Path("/{application}/completion")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor"})
  @Power(
      value = Bound.WHERE_DEMANDED,
      records = {OfficeAct.ApplicationCompleted.class, OfficeAct.ApplicationRefused.class})
  @Operation(
      summary =
          "Carry an application out, once; content adds members that were missing in what was"
              + " entered")
  @RequestBody(content = @Content(schema = @Schema(implementation = CompletionRequest.class)))
  @Answer(value = ApplicationView.class, receipt = false)
  public Response completeApplication(@PathParam("application") String application, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    // The key is asked for as on every POST; what counts is the id of the application.
    PostHeaders.requestId(request, caller, body);
    Optional<Bytes> more = Json.read(body, CompletionRequest.class).more();
    return answer(
        completeApplication.complete(caller, application, more).map(ApplicationResource::full),
        caller);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller) {
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }

  private static Bytes full(FiledApplication row) {
    return Json.write(ApplicationView.full(row));
  }
}
