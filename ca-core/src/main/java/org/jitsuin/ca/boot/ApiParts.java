package org.jitsuin.ca.boot;

import java.time.Duration;
import java.util.Map;
import org.jitsuin.ca.api.Answers;
import org.jitsuin.ca.api.ApplicationExecutions;
import org.jitsuin.ca.api.CardFile;
import org.jitsuin.ca.api.EventLines;
import org.jitsuin.ca.api.Json;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.staff.StaffSessions;

/**
 * The parts of the office API that stand between requests and use cases.
 *
 * @param executions how applications are carried out, one for each kind
 */
record ApiParts(
    Json json,
    Answers answers,
    RefusalLog refusals,
    CardFile cardFile,
    StaffSessions attendance,
    Map<ApplicationKind, Execution> executions,
    EventLines eventLines,
    ApplyEventBatch takeInBatch,
    StreamEvents streamEvents) {

  ApiParts {
    executions = Map.copyOf(executions);
  }

  static ApiParts of(CaService service) {
    CaContext with = service.context();
    CardUseCases cards = service.cards();
    Json json = new Json();
    RefusalLog refusals = new RefusalLog(with.transactions(), with.clock(), with.auditLog());
    EventLines lines = new EventLines(json);
    ApplyEventBatch takeInBatch =
        new ApplyEventBatch(
            with.transactions(), cards.takeInEvents(), lines, with.clock(), with.auditLog());
    return new ApiParts(
        json,
        new Answers(refusals, json),
        refusals,
        new CardFile(with.transactions(), json, with.clock(), with.auditLog()),
        attendance(with),
        new ApplicationExecutions(
                json,
                cards.registerCard(),
                service.issuing().issueCertificates(),
                cards.performAct(),
                with.clock())
            .all(),
        lines,
        takeInBatch,
        new StreamEvents(
            takeInBatch, lines, with.clock(), RegisterSettings.limits(with.settings())));
  }

  private static StaffSessions attendance(CaContext with) {
    Duration pause =
        with.settings()
            .duration(
                "jitsuin.staff.pause",
                Duration.ofMinutes(30),
                Duration.ofMinutes(1),
                Duration.ofDays(1));
    return new StaffSessions(
        with.transactions(), pause, with.server(), with.clock(), with.auditLog());
  }
}
