package org.jitsuin.ca.api.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.power.Bound;

/** Tells callers who they are here, and what holds here for them. */
@Path("/caller")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
  private static final Set<Role> ENDING =
      EnumSet.of(Role.OFFICE_CLERK, Role.OFFICE_SUPERVISOR, Role.CA_OPERATOR);

  @Inject private PersonalBrakes brakes;
  @Inject private OfficeRules rules;
  @Inject private ServerFacts server;

  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed({
    "office-clerk",
    "office-supervisor",
    "lossline-operator",
    "auditor",
    "ca-operator",
    "register-feed",
    "relying-party"
  })
  @Power(Bound.READS)
  @Operation(
      summary =
          "The caller as the authority knows them, with what is left of today's budgets, the end of"
              + " their certificate, the server's time and mode, and the policies of their office")
  @Answer(CallerView.class)
  public Response readCaller() {
    StaffMember caller = CallerFilter.caller(request);
    Map<Budget, BudgetUse> budgets =
        ENDING.contains(caller.role()) ? brakes.today(caller) : Map.of();
    Instant notAfter = CallerFilter.certificate(request).orElseThrow().getNotAfter().toInstant();
    Optional<Set<ApplicationKind>> twoPeople = caller.municipality().map(rules::secondPersonKinds);
    return Answers.json(
        Response.Status.OK,
        Json.write(CallerView.of(caller, notAfter, budgets, twoPeople, server)));
  }
}
