package org.jitsuin.ca.application;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;

/** Carries out applications of one kind: the use case that the direct endpoint runs, too. */
public interface Execution {
  /**
   * The task to be carried out.
   *
   * @param card the card that it is about, if one
   * @param content JSON as the direct endpoint takes it
   * @param approved whether a second person has approved it
   */
  record Task(Optional<String> card, Bytes content, boolean approved) {
    /** Creates a task of one person. */
    public Task(Optional<String> card, Bytes content) {
      this(card, content, false);
    }
  }

  /**
   * Returns what is wrong with a task that is to be received: what may come later may be missing,
   * but nothing may be wrong or unknown.
   *
   * @return what is wrong with it, if something is
   */
  Optional<Refusal> fault(Task task);

  /**
   * Returns what it will do, if all is there for it.
   *
   * @param task without fault
   * @return refused: what is missing, or will be refused whenever it is carried out
   */
  Outcome<Material> material(Task task);

  /**
   * The certificate that it is about, where it names one.
   *
   * @param task without fault
   * @return with the card that it must be on
   */
  default Optional<Subject.OfCertificate> certificate(Task task) {
    return Optional.empty();
  }

  /**
   * Returns what an open application will do; otherwise as {@link #material(Task)}.
   *
   * @param executions one for each kind
   */
  static Outcome<Material> material(
      Map<ApplicationKind, Execution> executions, FiledApplication row) {
    return row.content()
        .map(content -> new Task(row.subject().card(), content))
        .map(executions.get(row.subject().kind())::material)
        .orElseGet(() -> Outcome.refused(RefusalCode.APPLICATION_ENDED, row.state().id()));
  }

  /**
   * Carries it out, once under that id.
   *
   * @return what the direct endpoint answers
   */
  Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task);
}
