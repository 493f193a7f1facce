package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;

/**
 * An office act that is applied for: members of its content may come later, and whatever is wrong
 * with it is a refusal. What is there is checked as the direct endpoint checks it, with something
 * harmless in the place of what is to come.
 */
record AppliedAct(ActHandler handler) implements Execution {
  @Override
  public Optional<Refusal> fault(Task task) {
    try {
      ObjectNode content = content(task);
      handler.subject(task.card(), content);
      handler.read(octets(deferrable().setAll(content)));
      return Optional.empty();
    } catch (RequestRefused refused) {
      return Optional.of(refused.refusal());
    }
  }

  @Override
  public Outcome<Material> material(Task task) {
    try {
      ObjectNode content = content(task);
      handler.subject(task.card(), content);
      return act(content).material();
    } catch (RequestRefused refused) {
      return new Outcome.Refused<>(refused.refusal());
    }
  }

  @Override
  public Optional<Subject.OfCertificate> certificate(Task task) {
    return handler
        .subject(task.card(), content(task))
        .filter(Subject.OfCertificate.class::isInstance)
        .map(Subject.OfCertificate.class::cast);
  }

  @Override
  public Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task) {
    try {
      ObjectNode content = content(task);
      Optional<Subject> subject = handler.subject(task.card(), content);
      return act(content).perform(new Call(caller, id, subject, task.approved(), Optional.empty()));
    } catch (RequestRefused refused) {
      return new Outcome.Refused<>(refused.refusal());
    }
  }

  /**
   * Reads an act of which all is there.
   *
   * @param content without the members that only name the subject
   */
  private Act act(ObjectNode content) {
    present(content);
    return handler.read(octets(content));
  }

  /** Names the member that did not come; that identity was checked the handler itself asks for. */
  private void present(ObjectNode content) {
    deferrable()
        .fieldNames()
        .forEachRemaining(name -> {
          if (!name.equals(IdentityCheckRequest.MEMBER)) {
            Members.present(name, content.get(name));
          }
        });
  }

  private ObjectNode deferrable() {
    return (ObjectNode) Json.tree(Bytes.of(handler.deferrable().getBytes(StandardCharsets.UTF_8)));
  }

  private static ObjectNode content(Task task) {
    return Json.read(task.content().bytes(), ObjectNode.class);
  }

  private static byte[] octets(ObjectNode content) {
    return Json.write(content).bytes();
  }
}
