package org.jitsuin.cluster.trial.check;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** How long nothing was done, by kind of trouble. */
public final class Recovery {
  private Recovery() {}

  /**
   * Returns the longest time in which no act was told to be done, from the beginning of a trouble
   * to the beginning of the next: the worst for each kind. Acts of a server that was hurt itself do
   * not count.
   *
   * @param end of the trial
   */
  public static SequencedMap<String, Duration> worst(History history, long end) {
    List<Act> done = history.acts().stream().filter(act -> act.outcome() == Outcome.OK).toList();
    List<Trouble> troubles = history.troubles();
    TreeMap<String, Duration> worst = new TreeMap<>();
    for (int i = 0; i < troubles.size(); i++) {
      Trouble trouble = troubles.get(i);
      long next = i + 1 < troubles.size() ? troubles.get(i + 1).begin() : end;
      worst.merge(
          trouble.kind(),
          Duration.ofMillis(longestSilence(done, trouble, next)),
          (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return worst;
  }

  /**
   * Returns how long an act took at most, from its first try to the answer that it was done, that
   * was begun or under way while a trouble lasted: the worst for each kind. Who asked the server
   * that was hurt first does not count.
   */
  public static SequencedMap<String, Duration> slowest(History history) {
    TreeMap<String, Duration> slowest = new TreeMap<>();
    for (List<Act> tries : history.byKey().values()) {
      long begin = tries.getFirst().begin();
      tries.stream()
          .filter(act -> act.outcome() == Outcome.OK)
          .mapToLong(Act::end)
          .findFirst()
          .ifPresent(end ->
              history.troubles().stream()
                  .filter(trouble -> begin <= trouble.end() && end >= trouble.begin())
                  .filter(trouble -> !tries.getFirst().server().equals(trouble.victim()))
                  .forEach(trouble ->
                      slowest.merge(
                          trouble.kind(),
                          Duration.ofMillis(end - begin),
                          (one, other) -> one.compareTo(other) > 0 ? one : other)));
    }
    return slowest;
  }

  private static long longestSilence(List<Act> done, Trouble trouble, long next) {
    long last = trouble.begin();
    long longest = 0;
    long[] ends =
        done.stream()
            .filter(act -> !act.server().equals(trouble.victim()))
            .mapToLong(Act::end)
            .filter(at -> at >= trouble.begin() && at <= next)
            .sorted()
            .toArray();
    for (long at : ends) {
      longest = Math.max(longest, at - last);
      last = at;
    }
    return Math.max(longest, next - last);
  }
}
