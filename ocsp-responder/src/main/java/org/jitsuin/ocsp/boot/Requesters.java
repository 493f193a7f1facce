package org.jitsuin.ocsp.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ocsp.OcspSettings;
import org.jitsuin.ocsp.access.AccessPolicy;
import org.jitsuin.ocsp.access.RegisteredAccess;
import org.jitsuin.ocsp.access.RelyingPartyLoader;
import org.jitsuin.ocsp.usage.AnswerCounts;
import org.jitsuin.ocsp.usage.AnswerTally;
import org.jitsuin.ocsp.usage.RelyingPartyCounts;

/**
 * The rules of who may ask, and the counts of how much they did.
 *
 * @param tasks what has to be run again and again for it, each by one thread
 */
public record Requesters(AccessPolicy gate, AnswerCounts counts, List<Task> tasks) {
  /**
   * A task.
   *
   * @param name for people
   * @param pause how often it is run
   */
  public record Task(String name, Runnable work, Duration pause) {}

  /**
   * Reads whether relying parties must be registered: {@link OcspSettings#REGISTERED_ONLY}.
   *
   * @param jdbi of the database that tells who is
   * @param home of the authority's own, which may be the same
   * @throws Fault SETTING_INVALID
   */
  public static Requesters configured(
      Settings settings, Jdbi jdbi, Jdbi home, InstantSource clock) {
    if (!settings.get(OcspSettings.REGISTERED_ONLY)) {
      return new Requesters(
          AccessPolicy.open(), new AnswerCounts(new AnswerTally(), Optional.empty()), List.of());
    }
    RelyingPartyLoader parties = new RelyingPartyLoader(jdbi, clock);
    RelyingPartyCounts counts =
        new RelyingPartyCounts(
            home, clock, settings.get(BaseSettings.NODE), settings.find(OcspSettings.COUNTS));
    return new Requesters(
        new RegisteredAccess(parties, clock),
        new AnswerCounts(new AnswerTally(), Optional.of(counts)),
        List.of(
            new Task("Relying parties", parties, settings.get(OcspSettings.PARTY_RELOAD)),
            new Task("Counts of answers", counts, settings.get(OcspSettings.SIGNER_RELOAD))));
  }

  /** Adds to the service's readiness what keeps counts from being written down. */
  Readiness confirm(Readiness readiness) {
    return counts.parties().map(parties -> parties.confirm(readiness)).orElse(readiness);
  }

  /** Writes down what was counted since the last time. */
  void close() {
    counts.parties().ifPresent(RelyingPartyCounts::close);
  }
}
