package org.jitsuin.ca.boot;

import java.time.Duration;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.api.event.EventLines;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.officeact.OfficeActs;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.staff.StaffSessions;

/**
 * The parts of the office API that stand between requests and use cases.
 *
 * @param rules what holds at every counter
 */
record ApiParts(
    Answers answers,
    RefusalLog refusals,
    ReadCard readCard,
    StaffSessions staffSessions,
    OfficeRules rules,
    OfficeActs acts,
    EventLines eventLines,
    ApplyEventBatch applyEventBatch,
    StreamEvents streamEvents) {

  static ApiParts of(CaService service) {
    CaContext with = service.context();
    CardUseCases cards = service.cards();
    RefusalLog refusals = new RefusalLog(with.transactions(), with.clock(), with.auditLog());
    OfficeRules rules = new OfficeRules(with.transactions(), with.clock());
    EventLines lines = new EventLines();
    ApplyEventBatch applyEventBatch =
        new ApplyEventBatch(
            with.transactions(), cards.applyEvents(), with.clock(), with.auditLog());
    return new ApiParts(
        new Answers(refusals),
        refusals,
        new ReadCard(with.transactions(), with.lifeCycle(), rules, with.clock(), with.auditLog()),
        staffSessions(with),
        rules,
        new OfficeActs(
            cards.registerCard(),
            service.issuing().issueCertificates(),
            cards.performAct(),
            rules,
            with.clock()),
        lines,
        applyEventBatch,
        new StreamEvents(
            applyEventBatch, lines, with.clock(), RegisterSettings.limits(with.settings())));
  }

  private static StaffSessions staffSessions(CaContext with) {
    Duration pause = with.settings().get(CaSettings.STAFF_PAUSE);
    return new StaffSessions(
        with.transactions(), pause, with.server(), with.clock(), with.auditLog());
  }
}
