package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.api.event.EventLines;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.store.Transactions;

/** Puts together what takes in batches from the resident register. */
@ApplicationScoped
public class RegisterComponents {
  @Produces
  @Singleton
  EventLines eventLines() {
    return new EventLines();
  }

  @Produces
  @Singleton
  ApplyEventBatch takeInBatch(
      Transactions transactions,
      ApplyEvents takeInEvents,
      EventLines format,
      InstantSource clock,
      SecureRandom random) {
    return new ApplyEventBatch(transactions, takeInEvents, format, clock, random);
  }

  @Produces
  @Singleton
  StreamEvents streamEvents(
      ApplyEventBatch takeInBatch, EventLines format, InstantSource clock, Settings settings) {
    return new StreamEvents(takeInBatch, format, clock, RegisterSettings.limits(settings));
  }
}
