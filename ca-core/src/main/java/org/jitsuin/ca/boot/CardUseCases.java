package org.jitsuin.ca.boot;

import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyPlanned;

/** The use cases that change residents, cards and certificates without a signature. */
public record CardUseCases(
    RegisterCard registerCard,
    PerformAct performAct,
    ApplyEvents applyEvents,
    ApplyPlanned applyPlanned,
    RevocationJobs revocationJobs,
    RevocationWork revocationWork) {

  static CardUseCases of(CaContext with) {
    return new CardUseCases(
        new RegisterCard(
            with.transactions(),
            with.lifeCycle(),
            with.municipalities(),
            with.clock(),
            with.auditLog()),
        new PerformAct(with.transactions(), with.lifeCycle(), with.clock(), with.auditLog()),
        new ApplyEvents(
            with.transactions(),
            with.lifeCycle(),
            with.municipalities(),
            with.clock(),
            with.auditLog()),
        new ApplyPlanned(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), with.node()),
        new RevocationJobs(
            with.transactions(), with.municipalities(), with.clock(), with.auditLog()),
        new RevocationWork(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), with.node()));
  }
}
