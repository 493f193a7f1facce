package org.jitsuin.ca.boot;

import org.jitsuin.ca.brake.EventLimits;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.cardwriting.LapseOrders;
import org.jitsuin.ca.cardwriting.OrderEnd;
import org.jitsuin.ca.cardwriting.OrderPolicy;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyPlanned;
import org.jitsuin.ca.residentevent.EventBrakes;
import org.jitsuin.ca.residentevent.ReleaseHeldEvents;

/** The use cases that change residents, cards and certificates without a signature. */
public record CardUseCases(
    RegisterCard registerCard,
    PerformAct performAct,
    ApplyEvents applyEvents,
    ApplyPlanned applyPlanned,
    EventHolds eventHolds,
    ReleaseHeldEvents releaseHeldEvents,
    RevocationJobs revocationJobs,
    RevocationWork revocationWork,
    CardOrders cardOrders,
    LapseOrders lapseOrders) {

  static CardUseCases of(CaContext with, PersonalBrakes brakes) {
    EventLimits limits = BrakeSettings.events(with.settings());
    OrderPolicy orders = PolicySettings.orders(with.settings());
    OrderEnd orderEnd = new OrderEnd(with.lifeCycle(), with.clock(), with.auditLog());
    return new CardUseCases(
        new RegisterCard(
            with.transactions(),
            with.lifeCycle(),
            with.municipalities(),
            with.clock(),
            with.auditLog()),
        new PerformAct(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), brakes),
        new ApplyEvents(
            with.transactions(),
            with.lifeCycle(),
            with.municipalities(),
            with.clock(),
            with.auditLog(),
            new EventBrakes(with.transactions(), limits, with.clock())),
        new ApplyPlanned(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), with.node()),
        new EventHolds(with.transactions(), limits, with.clock(), with.auditLog()),
        new ReleaseHeldEvents(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), with.node()),
        new RevocationJobs(
            with.transactions(), with.municipalities(), with.clock(), with.auditLog()),
        new RevocationWork(
            with.transactions(), with.lifeCycle(), with.clock(), with.auditLog(), with.node()),
        new CardOrders(with.transactions(), with.clock(), with.auditLog(), orders, orderEnd),
        new LapseOrders(with.transactions(), with.clock(), orders, orderEnd, with.node()));
  }
}
