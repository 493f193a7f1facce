package org.jitsuin.ca.api.revocation;

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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.revocation.ListRequests.ListRequest;
import org.jitsuin.ca.api.revocation.ListRequests.PartRequest;
import org.jitsuin.ca.api.revocation.ListRequests.SealRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.massrevocation.ListView;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationLists;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.RevocationListTable.RevocationList;

/** Endpoints of lists for mass revocations. */
@Path("/revocation-lists")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class RevocationListResource {
  @Inject private RevocationJobs jobs;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(Bound.PROPOSES)
  @Operation(
      summary = "Open a list of certificates for a mass revocation, too long for one request")
  @RequestBody(content = @Content(schema = @Schema(implementation = ListRequest.class)))
  @Answer(value = ListView.class, status = "201", receipt = false)
  public Response openRevocationList(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    ListRequest asked = Json.read(body, ListRequest.class);
    return answer(
        lists().open(caller, id, asked.of(), asked.listedBy()), caller, Response.Status.CREATED);
  }

  @GET
  @Path("/{list}")
  @RolesAllowed({"office-supervisor", "ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "How many are on a list, and what it is sealed with")
  @Answer(ListView.class)
  public Response readRevocationList(@PathParam("list") String list) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome = lists().read(caller, list).map(one -> Json.write(ListView.of(one)));
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }

  @POST
  @Path("/{list}/parts")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(Bound.PROPOSES)
  @Operation(summary = "Add lines to a list, all of them or none")
  @RequestBody(content = @Content(schema = @Schema(implementation = PartRequest.class)))
  @Answer(value = ListView.class, receipt = false)
  public Response addToRevocationList(@PathParam("list") String list, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    PartRequest part = Json.read(body, PartRequest.class, ListRequests.LARGEST);
    return answer(
        lists().add(caller, id, list, part.number(), part.checked()), caller, Response.Status.OK);
  }

  @POST
  @Path("/{list}/seal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-supervisor", "ca-operator"})
  @Power(Bound.PROPOSES)
  @Operation(summary = "Seal a list with count and hash; it never changes from then on")
  @RequestBody(content = @Content(schema = @Schema(implementation = SealRequest.class)))
  @Answer(value = ListView.class, receipt = false)
  public Response sealRevocationList(@PathParam("list") String list, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    SealRequest said = Json.read(body, SealRequest.class);
    return answer(lists().seal(caller, id, list, said.seal()), caller, Response.Status.OK);
  }

  private RevocationLists lists() {
    return jobs.lists();
  }

  private Response answer(
      Outcome<Answered<RevocationList>> outcome, StaffMember caller, Response.Status status) {
    return answers.of(outcome.map(Answered::answer), caller, resource, Optional.empty(), status);
  }
}
