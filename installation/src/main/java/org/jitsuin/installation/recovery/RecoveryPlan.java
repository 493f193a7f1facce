package org.jitsuin.installation.recovery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Setback;

/**
 * The plan of a recovery: what was found, and what is done about it.
 *
 * @param found what was published and is newer than the database
 * @param entries what the files of the log have and the database does not
 * @param acts what those entries tell
 * @param crls that the database does not know
 * @param gap the time of which records were lost
 * @param obstacle why it cannot be done, if it cannot
 */
record RecoveryPlan(
    List<Setback> found,
    Optional<LostEntries> entries,
    LostActs acts,
    List<LostCrl> crls,
    Gap gap,
    Optional<String> obstacle) {
  RecoveryPlan {
    found = List.copyOf(found);
    crls = List.copyOf(crls);
  }

  /**
   * The time of which records were lost; serial numbers that were drawn then may be certificates.
   */
  record Gap(Instant begins, Instant ends) {}

  boolean isNeeded() {
    return !found.isEmpty() || entries.isPresent() || !crls.isEmpty();
  }

  /** Returns the whole report for people, line by line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    found.forEach(setback -> lines.add("found: " + setback.sentence()));
    entries.ifPresent(lost -> {
      lines.add(
          String.format(
              Locale.ROOT,
              "entries %,d to %,d of the audit log are put back from its files, as they were signed",
              lost.kept() + 1,
              lost.signed().size()));
      if (lost.later() > 0) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%,d entries that were recorded since come behind them",
                lost.later()));
      }
    });
    if (!acts.kinds().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "of these acts, the ends of %,d certificates and the states of %,d cards are put back",
              acts.fates().size(),
              acts.cards().size()));
      for (Map.Entry<String, Long> kind : acts.kinds().entrySet()) {
        lines.add(String.format(Locale.ROOT, "  %,6d %s", kind.getValue(), kind.getKey()));
      }
      lines.add("all else must be done again by who did it; the entries say who");
    }
    if (!acts.erased().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "the holders of %,d cards, who were erased since, are erased again",
              acts.erased().size()));
    }
    if (acts.withdrawals().count() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d consents that were withdrawn since are withdrawn again",
              acts.withdrawals().count()));
    }
    if (!crls.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "what %,d CRLs list that are newer than the database is revoked, as they say",
              crls.size()));
    }
    lines.add("numbers of CRLs go on past any that can have been published");
    lines.add(
        "of serial numbers drawn from %s to %s OCSP says \"unknown\" where nothing is known"
            .formatted(
                gap.begins().truncatedTo(ChronoUnit.SECONDS),
                gap.ends().truncatedTo(ChronoUnit.SECONDS)));
    obstacle.ifPresent(reason -> lines.add("it cannot be done: " + reason));
    return lines;
  }
}
