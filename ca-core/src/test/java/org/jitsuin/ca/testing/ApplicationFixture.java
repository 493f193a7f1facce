package org.jitsuin.ca.testing;

import static org.jitsuin.ca.testing.CaFixture.request;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.application.ApplicationApprovals;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.Applications.Entry;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.application.DualControl;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.application.Issuing;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.boot.OfficeUseCases;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.OfficeActs;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.FiledApplication;

/** How people of an office work together, put together on a {@link CaFixture}. */
public record ApplicationFixture(
    CaFixture ca,
    OfficeRules rules,
    Applications applications,
    ApplicationApprovals approvals,
    CompleteApplication completeApplication,
    DualControl dualControl,
    Issuing issuing)
    implements AutoCloseable {

  /** A server that has just started. */
  public static ApplicationFixture started() {
    return started(UnaryOperator.identity());
  }

  /** A server on which something comes between an application and the act. */
  public static ApplicationFixture started(UnaryOperator<Execution> between) {
    return on(CaFixture.started(), between);
  }

  /** On a server that was made for it, and ends with it. */
  public static ApplicationFixture on(CaFixture ca) {
    return on(ca, UnaryOperator.identity());
  }

  private static ApplicationFixture on(CaFixture ca, UnaryOperator<Execution> between) {
    OfficeRules rules = new OfficeRules(ca.transactions(), ca.clock());
    Map<ApplicationKind, Execution> executions =
        new OfficeActs(
                ca.registerCard(), ca.issueCertificates(), ca.performAct(), rules, ca.clock())
            .executions();
    executions.replaceAll((_, execution) -> between.apply(execution));
    OfficeUseCases office = OfficeUseCases.of(ca.service().context(), rules, executions);
    return new ApplicationFixture(
        ca,
        office.rules(),
        office.applications(),
        office.approvals(),
        office.completeApplication(),
        office.dualControl(),
        office.issuing());
  }

  /** Ends the server; what all share is as at the beginning. */
  @Override
  public void close() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM ca.dual_control");
          handle.execute("UPDATE ca.issuing SET open = TRUE, reason = NULL, until = NULL");
        });
    ca.close();
  }

  public static Bytes json(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Enters an application. */
  public Outcome<FiledApplication> receive(
      StaffMember caller, ApplicationKind kind, Optional<String> card, String content) {
    return applications
        .receive(caller, request(caller), new Entry(kind, new Task(card, json(content))))
        .map(Answered::result);
  }

  /** Enters an application about a card; tells its id. */
  public String received(StaffMember caller, ApplicationKind kind, String card, String content) {
    return CaFixture.done(receive(caller, kind, Optional.of(card), content)).subject().id();
  }

  /** Completes an application with nothing more. */
  public Outcome<FiledApplication> complete(StaffMember caller, String id) {
    return completeApplication.complete(caller, id, Optional.empty());
  }

  /** Completes an application with more members of its content. */
  public Outcome<FiledApplication> complete(StaffMember caller, String id, String more) {
    return completeApplication.complete(caller, id, Optional.of(json(more)));
  }

  /** Adds members to the content of an application. */
  public Outcome<FiledApplication> extend(StaffMember caller, String id, String more) {
    return approvals.extend(caller, request(caller), id, json(more)).map(Answered::result);
  }

  public Outcome<FiledApplication> approve(StaffMember caller, String id) {
    return approvals.approve(caller, request(caller), id, Optional.empty()).map(Answered::result);
  }

  /** Approves an application with these keys and no others. */
  public Outcome<FiledApplication> approve(
      StaffMember caller, String id, Map<Authority, Fingerprint> keys) {
    return approvals.approve(caller, request(caller), id, Optional.of(keys)).map(Answered::result);
  }

  public Outcome<FiledApplication> refuse(StaffMember caller, String id, String reason) {
    return applications.refuse(caller, request(caller), id, reason).map(Answered::result);
  }

  /** An application as it stands in the database. */
  public FiledApplication row(String id) {
    return ca.admin().withHandle(handle -> ApplicationTable.find(handle, id)).orElseThrow();
  }

  /** How often the audit log says that of an application. */
  public long entries(String kind, String application) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"application\":\"" + application + "\"%");
  }
}
