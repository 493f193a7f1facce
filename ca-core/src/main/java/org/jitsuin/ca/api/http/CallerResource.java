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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.power.Bound;

/** Tells callers who they are here. */
@Path("/caller")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class CallerResource {
  private static final Set<Role> ENDING =
      EnumSet.of(Role.OFFICE_CLERK, Role.OFFICE_SUPERVISOR, Role.CA_OPERATOR);

  @Inject private PersonalBrakes brakes;

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
          "The caller's id, name, role and municipality, as the authority knows them, and what is left"
              + " of today's budgets")
  public Response readCaller() {
    StaffMember caller = CallerFilter.caller(request);
    Map<Budget, BudgetUse> budgets =
        ENDING.contains(caller.role()) ? brakes.today(caller) : Map.of();
    return Answers.json(Response.Status.OK, Json.write(CallerView.of(caller, budgets)));
  }

  /**
   * A caller, as the authority knows them.
   *
   * @param budgets of who may end certificates; null for all others
   */
  record CallerView(
      String person,
      String name,
      String role,
      String municipality,
      String window,
      List<BudgetView> budgets) {
    static CallerView of(StaffMember member, Map<Budget, BudgetUse> budgets) {
      return new CallerView(
          member.person(),
          member.name(),
          member.role().id(),
          member.municipality().orElse(null),
          member.window().orElse(null),
          budgets.isEmpty()
              ? null
              : budgets.entrySet().stream()
                  .map(use -> BudgetView.of(use.getKey(), use.getValue()))
                  .toList());
    }
  }

  /**
   * A budget of today, in Japan.
   *
   * @param left how many acts
   */
  record BudgetView(String budget, int limit, int used, int left) {
    static BudgetView of(Budget budget, BudgetUse use) {
      return new BudgetView(budget.id(), use.limit(), use.used(), use.left());
    }
  }
}
