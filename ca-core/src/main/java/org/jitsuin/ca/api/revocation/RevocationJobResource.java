package org.jitsuin.ca.api.revocation;

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
import org.jitsuin.ca.api.http.Page;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.revocation.JobRequests.JobRequest;
import org.jitsuin.ca.api.revocation.JobViews.JobsView;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.massrevocation.JobView;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.RevocationJob;

/** Endpoints of mass revocation. */
@Path("/revocation-jobs")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class RevocationJobResource {
  private static final int LARGEST_PAGE = 200;

  @Inject private RevocationJobs jobs;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(value = Bound.PROPOSES, records = CertificateAct.RevocationJobProposed.class)
  @Operation(summary = "Propose to revoke many certificates; nothing is done until it is approved")
  @RequestBody(content = @Content(schema = @Schema(implementation = JobRequest.class)))
  @Answer(value = JobView.class, status = "201")
  public Response proposeRevocationJob(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    RevocationJobs.Proposal proposal =
        Json.read(body, JobRequest.class, JobRequests.LARGEST).proposal();
    return answer(jobs.propose(caller, id, proposal), caller, Response.Status.CREATED);
  }

  @GET
  @RolesAllowed({"office-supervisor", "ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary = "Jobs in reach, a page at a time: ask again with after = next until it is absent")
  @Answer(JobsView.class)
  public Response listRevocationJobs(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    StaffMember caller = CallerFilter.caller(request);
    Page page = Page.of(after, limit, LARGEST_PAGE);
    List<RevocationJob> rows = jobs.page(caller, page.after(), page.limit());
    return Answers.json(
        Response.Status.OK,
        Json.write(
            new JobsView(
                rows.stream().map(JobView::of).toList(), page.next(rows, RevocationJob::number))));
  }

  @GET
  @Path("/{job}")
  @RolesAllowed({"office-supervisor", "ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "How far a job is")
  @Answer(JobView.class)
  public Response readRevocationJob(@PathParam("job") String job) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome = jobs.read(caller, job).map(found -> Json.write(JobView.of(found)));
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }

  @POST
  @Path("/{job}/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(
      value = Bound.AGREES,
      records = {
        CertificateAct.RevocationJobApproved.class,
        CertificateAct.RevocationJobFinished.class,
        CertificateAct.CertificateRevoked.class,
        CertificateAct.OwnCertificateRevoked.class
      })
  @Operation(summary = "Approve a job that somebody else proposed: it runs from then on")
  @Answer(JobView.class)
  public Response approveRevocationJob(@PathParam("job") String job, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    return answer(jobs.approve(caller, id, job), caller, Response.Status.OK);
  }

  @POST
  @Path("/{job}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(value = Bound.ALONE, records = CertificateAct.RevocationJobCancelled.class)
  @Operation(summary = "Cancel a job; what it revoked stays revoked")
  @Answer(JobView.class)
  public Response cancelRevocationJob(@PathParam("job") String job, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    return answer(jobs.cancel(caller, id, job), caller, Response.Status.OK);
  }

  private Response answer(
      Outcome<Answered<RevocationJob>> outcome, StaffMember caller, Response.Status status) {
    return answers.of(outcome.map(Answered::answer), caller, resource, Optional.empty(), status);
  }
}
