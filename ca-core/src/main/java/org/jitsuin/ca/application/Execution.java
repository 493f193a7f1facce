package org.jitsuin.ca.application;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;

/** Carries out applications of one kind: the use case that the direct endpoint runs, too. */
public interface Execution {
  /**
   * The task to be carried out.
   *
   * @param card the card that it is about, if one
   * @param content JSON as the direct endpoint takes it
   */
  record Task(Optional<String> card, Bytes content) {}

  /**
   * Returns what is wrong with a task that is to be received: what may come later may be missing,
   * but nothing may be wrong or unknown.
   *
   * @return what is wrong with it, if something is
   */
  Optional<Refusal> fault(Task task);

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
   * Carries it out, once under that id.
   *
   * @return what the direct endpoint answers
   */
  Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task);
}
