package org.jitsuin.ca.api.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.view.MunicipalityView;

/**
 * A caller, as the authority knows them, and what holds here for them.
 *
 * @param municipality null for who belongs to no office, and so {@code window} and {@code office}
 * @param office the same municipality with its names
 * @param budgets of who may end certificates; null for all others
 * @param mode {@code production} or {@code development}
 * @param languages that refusals and letters come in
 */
record CallerView(
    String person,
    String name,
    @OneOf(Role.class) String role,
    @Absent String municipality,
    @Absent String window,
    @Absent MunicipalityView office,
    @Absent List<BudgetView> budgets,
    CertificateView certificate,
    ClockView clock,
    String mode,
    PoliciesView policies,
    List<String> languages) {
  private static final List<String> LANGUAGES = List.of("ja", "en");

  /**
   * @param notAfter of the client certificate
   * @param twoPeople the kinds of application that need a second person in the caller's office;
   *     empty for who belongs to none
   */
  static CallerView of(
      StaffMember member,
      Instant notAfter,
      Map<Budget, BudgetUse> budgets,
      Optional<Set<ApplicationKind>> twoPeople,
      ServerFacts server) {
    return new CallerView(
        member.person(),
        member.name(),
        member.role().id(),
        member.municipality().orElse(null),
        member.window().orElse(null),
        member
            .municipality()
            .flatMap(server.municipalities()::byCode)
            .map(MunicipalityView::of)
            .orElse(null),
        budgets.isEmpty()
            ? null
            : budgets.entrySet().stream()
                .map(use -> BudgetView.of(use.getKey(), use.getValue()))
                .toList(),
        CertificateView.of(member, notAfter, server.machine().instant()),
        ClockView.of(server),
        server.production() ? "production" : "development",
        PoliciesView.of(server, twoPeople),
        LANGUAGES);
  }

  /**
   * A budget of today, in Japan.
   *
   * @param left how many acts
   */
  record BudgetView(@OneOf(Budget.class) String budget, int limit, int used, int left) {
    static BudgetView of(Budget budget, BudgetUse use) {
      return new BudgetView(budget.id(), use.limit(), use.used(), use.left());
    }
  }

  /**
   * The client certificate.
   *
   * @param daysLeft whole days until its end, by the machine's clock, as TLS looks at it
   */
  record CertificateView(String serial, Instant notAfter, long daysLeft) {
    static CertificateView of(StaffMember member, Instant notAfter, Instant now) {
      return new CertificateView(
          member.certificate().toString(),
          notAfter,
          new CertificateEnd("", notAfter, false).daysLeft(now));
    }
  }

  /**
   * The authorities' clock.
   *
   * @param moved whether it is another than the machine's, as in a training
   * @param offset how far it is moved, as in ISO 8601; null where it is not
   */
  record ClockView(Instant now, boolean moved, @Absent String offset) {
    static ClockView of(ServerFacts server) {
      boolean moved = !server.offset().isZero();
      return new ClockView(
          server.clock().instant(), moved, moved ? server.offset().toString() : null);
    }
  }

  /**
   * What was decided here that pages depend on.
   *
   * @param registerConfirmation whether certificates wait until the register has confirmed the
   *     holder
   * @param dualControl the kinds of application that need a second person in the caller's office;
   *     null for who belongs to none
   */
  record PoliciesView(
      boolean registerConfirmation,
      @Absent @OneOf(ApplicationKind.class) List<String> dualControl) {
    static PoliciesView of(ServerFacts server, Optional<Set<ApplicationKind>> twoPeople) {
      return new PoliciesView(
          server.policy().confirmation() == RegisterConfirmation.REQUIRED,
          twoPeople
              .map(kinds -> kinds.stream().map(ApplicationKind::id).sorted().toList())
              .orElse(null));
    }
  }
}
