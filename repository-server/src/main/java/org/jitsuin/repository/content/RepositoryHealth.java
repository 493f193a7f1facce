package org.jitsuin.repository.content;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether relying parties get a CRL of every partition that they may accept now. */
public final class RepositoryHealth {
  /** The publisher writes once a minute, whether or not something has changed. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private final Follower partitions;
  private final Follower complete;
  private final InstantSource clock;

  public RepositoryHealth(Follower partitions, Follower complete, InstantSource clock) {
    this.partitions = partitions;
    this.complete = complete;
    this.clock = clock;
  }

  /**
   * A report of what is handed out.
   *
   * @param ready whether every partition has a current CRL
   * @param reason why not; else empty
   * @param notices what somebody should look at although all is handed out
   * @param partitions how many there are
   * @param current how many of them have a current CRL
   */
  public record Report(
      boolean ready, String reason, List<String> notices, long partitions, long current) {
    public Report {
      notices = List.copyOf(notices);
    }
  }

  public Report report() {
    Instant now = clock.instant();
    Follower.State state = partitions.state();
    List<String> notices =
        Stream.of(
                state.problem(),
                complete.state().contents().flatMap(_ -> complete.state().problem()),
                old(state, now),
                unsound(state.unsound() + complete.state().unsound()))
            .flatMap(Optional::stream)
            .toList();
    if (state.contents().isEmpty()) {
      String reason = state.problem().map(problem -> ": " + problem).orElse("");
      return new Report(false, "nothing can be handed out yet" + reason, notices, 0, 0);
    }
    List<ServedPartition> all = state.contents().get().partitions();
    List<ServedPartition> late = state.contents().get().notCurrent(now);
    return new Report(
        !all.isEmpty() && late.isEmpty(),
        reason(all, late),
        notices,
        all.size(),
        all.size() - late.size());
  }

  private static String reason(List<ServedPartition> all, List<ServedPartition> late) {
    if (all.isEmpty()) {
      return "the manifest lists no partitions: the key ceremony was not held";
    }
    return late.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%d partitions have no current CRL here, the first: %s",
            late.size(),
            late.getFirst().listing());
  }

  private static Optional<String> old(Follower.State state, Instant now) {
    return state
        .made()
        .map(made -> Duration.between(made, now))
        .filter(age -> age.compareTo(OLD) > 0)
        .map(age ->
            String.format(
                Locale.ROOT,
                "the manifest was written %d minutes ago: the CRL publisher does not write, or what"
                    + " it writes does not arrive",
                age.toMinutes()));
  }

  private static Optional<String> unsound(int crls) {
    return crls == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%d listed CRLs are missing here, or are not what is listed", crls));
  }

  /** Returns how old what was accepted last is; empty as long as nothing was. */
  public Optional<Duration> age() {
    return partitions.state().made().map(made -> Duration.between(made, clock.instant()));
  }

  /** Returns how many listed CRLs are not handed out as they are listed. */
  public long unsound() {
    return (long) partitions.state().unsound() + complete.state().unsound();
  }
}
