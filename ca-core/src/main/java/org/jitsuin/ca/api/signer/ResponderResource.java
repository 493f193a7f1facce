package org.jitsuin.ca.api.signer;

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
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.api.signer.ResponderRequests.AdmissionRequest;
import org.jitsuin.ca.api.signer.ResponderRequests.RespondersView;
import org.jitsuin.ca.api.signer.ResponderRequests.WithdrawalRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.signer.ResponderView;
import org.jitsuin.ca.signer.Responders;
import org.jitsuin.ca.store.Answered;

/** Endpoints of OCSP responders: who may have keys certified. */
@Path("/ocsp-responders")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ResponderResource {
  @Inject private Responders responders;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "OCSP responders: admitted, withdrawn, or asking for a certificate and not admitted")
  @Answer(RespondersView.class)
  public Response listResponders() {
    return Answers.json(
        Response.Status.OK,
        Json.write(new RespondersView(responders.all().stream().map(ResponderView::of).toList())));
  }

  @GET
  @Path("/{responder}")
  @RolesAllowed({"ca-operator", "auditor"})
  @Power(Bound.READS)
  @Operation(summary = "An OCSP responder: what it asks for, and the certificates that it has")
  @Answer(ResponderView.class)
  public Response readResponder(@PathParam("responder") String responder) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome =
        name(responder).then(responders::read).map(found -> Json.write(ResponderView.of(found)));
    return answer(outcome, caller);
  }

  @POST
  @Path("/{responder}/admission")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.PROPOSES, records = CeremonyAct.ResponderProposed.class)
  @Operation(summary = "Propose the key that a responder may begin with, also after a withdrawal")
  @RequestBody(content = @Content(schema = @Schema(implementation = AdmissionRequest.class)))
  @Answer(ResponderView.class)
  public Response proposeAdmission(@PathParam("responder") String responder, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    AdmissionRequest asked = Json.read(body, AdmissionRequest.class);
    String name = Members.identifier("responder", responder);
    return answer(
        responders.propose(caller, id, name, asked.fingerprint()).map(Answered::answer), caller);
  }

  @POST
  @Path("/{responder}/admission/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.AGREES, records = CeremonyAct.ResponderAdmitted.class)
  @Operation(summary = "Agree to the key that another operator proposed: it is certified at once")
  @RequestBody(content = @Content(schema = @Schema(implementation = AdmissionRequest.class)))
  @Answer(ResponderView.class)
  public Response approveAdmission(@PathParam("responder") String responder, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    AdmissionRequest asked = Json.read(body, AdmissionRequest.class);
    Outcome<Bytes> outcome =
        name(responder)
            .then(name -> responders.approve(caller, id, name, asked.fingerprint()))
            .map(Answered::answer);
    return answer(outcome, caller);
  }

  @POST
  @Path("/{responder}/withdrawal")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("ca-operator")
  @Power(value = Bound.ALONE, records = CeremonyAct.ResponderWithdrawn.class)
  @Operation(
      summary =
          "Certify no key of a responder any more; the certificates that it has are revoked by"
              + " revocation jobs")
  @RequestBody(content = @Content(schema = @Schema(implementation = WithdrawalRequest.class)))
  @Answer(ResponderView.class)
  public Response withdrawResponder(@PathParam("responder") String responder, byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    RequestId id = PostHeaders.requestId(request, caller, body);
    WithdrawalRequest asked = Json.read(body, WithdrawalRequest.class);
    Outcome<Bytes> outcome =
        name(responder)
            .then(name -> responders.withdraw(caller, id, name, asked.words()))
            .map(Answered::answer);
    return answer(outcome, caller);
  }

  /** Returns the name of a responder; a text without the form of a name names none. */
  private static Outcome<String> name(String responder) {
    return Members.isIdentifier(responder)
        ? Outcome.done(responder)
        : Outcome.refused(RefusalCode.OCSP_RESPONDER_UNKNOWN);
  }

  private Response answer(Outcome<Bytes> outcome, StaffMember caller) {
    return answers.of(outcome, caller, resource, Optional.empty(), Response.Status.OK);
  }
}
