package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applications are charged to who completes them alone, and to nobody where two people agree. */
@Tag("stack")
class BudgetsOfApplicationsTest {
  private final ApplicationFixture desk =
      ApplicationFixture.on(
          CaFixture.started(
              new Node("test", UUID.randomUUID().toString()),
              Map.of("jitsuin.brake.revocations.requested", "1")));
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = person(Role.OFFICE_CLERK);

  @AfterEach
  void end() {
    desk.close();
  }

  private static StaffMember person(Role role) {
    return new StaffMember(
        UUID.randomUUID().toString(),
        role.id() + "-" + UUID.randomUUID(),
        role,
        Optional.of("13221"),
        Optional.of("13221001A"),
        Serial.parse("0a0b0c"));
  }

  private String application(CardCertificate certificate) {
    return done(desk.receive(
            clerk,
            ApplicationKind.REVOCATION,
            Optional.empty(),
            """
            {"authority":"%s","serial":"%s","ground":"holder-request",
             "identityCheck":{"present":["holder"],"documents":["passport"]}}
            """
                .formatted(certificate.kind().id(), certificate.serial())))
        .subject()
        .id();
  }

  /** It is nobody's fault but the day's: a colleague completes it. */
  @Test
  void complete_beyondTheBudget_staysOpenForAColleague() {
    List<CardCertificate> certificates = ca.issueBoth(ca.card());
    done(desk.complete(clerk, application(certificates.getFirst())));
    String second = application(certificates.getLast());
    assertThat(desk.complete(clerk, second))
        .isEqualTo(Outcome.<FiledApplication>refused(RefusalCode.BUDGET_USED, "1"));
    assertThat(desk.row(second).state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(done(desk.complete(person(Role.OFFICE_CLERK), second)).state())
        .isEqualTo(ApplicationState.COMPLETED);
  }

  @Test
  void complete_approvedBySomebodyElse_isChargedToNobody() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "REPLACE INTO ca.dual_control (municipality, kinds) VALUES ('13221', 'revocation')"));
    for (CardCertificate one : ca.issueBoth(ca.card())) {
      String id = application(one);
      done(desk.approve(person(Role.OFFICE_SUPERVISOR), id));
      assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
    }
    assertThat(ca.count("SELECT COUNT(*) FROM ca.brake_use WHERE person = ?", clerk.person()))
        .isZero();
  }
}
