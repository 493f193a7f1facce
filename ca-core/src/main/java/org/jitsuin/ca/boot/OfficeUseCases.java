package org.jitsuin.ca.boot;

import java.util.Map;
import org.jitsuin.ca.application.ApplicationApprovals;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.application.DualControl;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.application.Issuing;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.model.ApplicationKind;

/** The use cases by which the people of an office work with each other. */
public record OfficeUseCases(
    OfficeRules rules,
    Applications applications,
    ApplicationApprovals approvals,
    CompleteApplication completeApplication,
    DualControl dualControl,
    Issuing issuing) {

  /**
   * @param executions one for each kind of application
   */
  public static OfficeUseCases of(
      CaContext with, OfficeRules rules, Map<ApplicationKind, Execution> executions) {
    return new OfficeUseCases(
        rules,
        new Applications(with.transactions(), rules, executions, with.clock(), with.auditLog()),
        new ApplicationApprovals(
            with.transactions(), rules, executions, with.clock(), with.auditLog()),
        new CompleteApplication(
            with.transactions(), rules, executions, with.clock(), with.auditLog(), with.node()),
        new DualControl(
            with.transactions(), with.municipalities(), rules, with.clock(), with.auditLog()),
        new Issuing(with.transactions(), rules, with.clock(), with.auditLog()));
  }
}
