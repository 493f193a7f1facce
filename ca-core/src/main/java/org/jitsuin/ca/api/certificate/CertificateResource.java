package org.jitsuin.ca.api.certificate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.api.http.ActEndpoint;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.DirectAct;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.command.ActViews.RevocationView;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.RevocationRequest;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.FindCertificates;
import org.jitsuin.ca.query.LineageView;
import org.jitsuin.ca.query.ReadLineage;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.CertificateSearch.Found;

/** Certificates by their serial numbers, and searches for them. Nothing here is personal data. */
@Path("/certificates")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CertificateResource {
  @Inject private ActEndpoint acts;
  @Inject private ReadLineage readLineage;
  @Inject private FindCertificates findCertificates;
  @Inject private Answers answers;
  @Inject private InstantSource clock;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Path("/{authority}/{serial}/revocation")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"office-clerk", "office-supervisor", "ca-operator"})
  @DirectAct(ApplicationKind.REVOCATION)
  @Power(
      value = Bound.BUDGET,
      records = {
        BrakeAct.BudgetUsedUp.class,
        CertificateAct.RevocationRequested.class,
        CertificateAct.CertificateRevoked.class,
        CertificateAct.RevocationAmended.class,
        CertificateAct.CompromiseReported.class
      })
  @Operation(
      summary =
          "Revoke a certificate, on a ground that the role may use; a second time changes nothing,"
              + " but for a key that leaked")
  @RequestBody(content = @Content(schema = @Schema(implementation = RevocationRequest.class)))
  @Answer(RevocationView.class)
  public Response revokeCertificate(
      @PathParam("authority") String authority, @PathParam("serial") String serial, byte[] body) {
    Outcome<Optional<Subject>> certificate = subject(authority, serial).map(Optional::of);
    return acts.perform(request, resource, certificate, body);
  }

  private static Outcome<Subject.OfCertificate> subject(String authority, String serial) {
    Optional<Authority> kind = Authority.byId(authority);
    Optional<Serial> number = Members.serial(serial);
    return kind.isPresent() && number.isPresent()
        ? Outcome.done(new Subject.OfCertificate(kind.get(), number.get()))
        : Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN);
  }

  @GET
  @Path("/{authority}/{serial}/lineage")
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor", "ca-operator", "relying-party"})
  @Power(value = Bound.READS, records = OfficeAct.LineageRead.class)
  @Operation(
      summary =
          "Which certificates came before and after one, on whichever card, and which stood beside"
              + " it")
  @Answer(LineageView.class)
  public Response readLineage(
      @PathParam("authority") String authority, @PathParam("serial") String serial) {
    StaffMember caller = CallerFilter.caller(request);
    Outcome<Bytes> outcome =
        subject(authority, serial)
            .then(one -> readLineage.read(caller, one.authority(), one.serial()))
            .map(lineage -> Json.write(LineageView.of(lineage, clock.instant())));
    return answers.of(outcome, caller, resource, Optional.empty(), Status.OK);
  }

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor", "ca-operator"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "Find certificates, those that end first first, a page at a time: ask again with after ="
              + " next until it is absent")
  @Answer(CertificatesView.class)
  public Response findCertificates(@BeanParam CertificateParameters wanted) {
    StaffMember caller = CallerFilter.caller(request);
    boolean operator = caller.role() == Role.CA_OPERATOR;
    if (operator && wanted.owner().registerId().isPresent()) {
      return answers.of(
          Outcome.refused(RefusalCode.NOT_ALLOWED, "office-clerk, office-supervisor, auditor"),
          caller,
          resource,
          Optional.empty(),
          Status.OK);
    }
    int limit = wanted.limit();
    List<Found> found =
        findCertificates.find(
            wanted.owner(), wanted.criteria(caller.municipality()), wanted.after(), limit);
    return Answers.json(
        Status.OK, Json.write(CertificatesView.of(found, limit, !operator, clock.instant())));
  }
}
