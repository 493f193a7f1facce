package org.jitsuin.ca.officeact;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.ApplicationKind;

/** All acts of offices that can be applied for, each with its one handler. */
public final class OfficeActs {
  private final Map<ApplicationKind, ActHandler> handlers = new EnumMap<>(ApplicationKind.class);

  public OfficeActs(
      RegisterCard registerCard,
      IssueCertificates issueCertificates,
      PerformAct performAct,
      OfficeRules rules,
      InstantSource clock) {
    handlers.put(ApplicationKind.REGISTRATION, new RegistrationHandler(registerCard, clock));
    handlers.put(ApplicationKind.CERTIFICATES, new IssueHandler(issueCertificates, false));
    handlers.put(ApplicationKind.RENEWAL, new IssueHandler(issueCertificates, true));
    handlers.put(ApplicationKind.REVOCATION, new RevocationHandler(performAct, rules));
    handlers.put(
        ApplicationKind.REPLACEMENT,
        new CardActHandler<>(
            performAct,
            ReplacementRequest.class,
            "{\"cause\":\"damaged\"," + IdentityCheckRequest.EXAMPLE + "}",
            (asked, card) -> asked.command(card, UUID.randomUUID().toString())));
    handlers.put(
        ApplicationKind.EXTENSION,
        new CardActHandler<>(
            performAct,
            ExtensionRequest.class,
            "{\"ground\":\"stay-extended\"}",
            ExtensionRequest::command));
    handlers.put(
        ApplicationKind.LIFT,
        new CardActHandler<>(
            performAct,
            LiftRequest.class,
            "{" + IdentityCheckRequest.EXAMPLE + "}",
            LiftRequest::command));
    handlers.put(
        ApplicationKind.PIN,
        new CardActHandler<>(
            performAct,
            PinEventRequest.class,
            "{\"pin\":\"signature\",\"what\":\"reset\"}",
            PinEventRequest::command));
  }

  /**
   * Reads what somebody asks for directly.
   *
   * @param content JSON
   * @throws RequestRefused that names the member that is wrong, and never repeats a value
   */
  public Act read(ApplicationKind kind, byte[] content) {
    return handlers.get(kind).read(content);
  }

  /** The same acts as applications carry them out. */
  public Map<ApplicationKind, Execution> executions() {
    Map<ApplicationKind, Execution> executions = new EnumMap<>(ApplicationKind.class);
    handlers.forEach((kind, handler) -> executions.put(kind, new AppliedAct(handler)));
    return executions;
  }
}
