package org.jitsuin.cluster.trial.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A validation authority answers whatever is done to others: it is not silent for longer than a
 * moment, but where it was hurt itself. What it may say is another rule's.
 */
final class UntouchedRule implements Rule {
  private static final String NAME = "untouched";
  private static final long MOMENT = 15_000;

  /** How long one that was hurt takes to be there again. */
  private static final long HEALING = 300_000;

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Stream.Builder<Finding> findings = Stream.builder();
    Map<String, Long> begins = new HashMap<>();
    for (Seen one : inOrder(history)) {
      if (one instanceof Seen.Silence(String server, long asked, long until)) {
        long begin = begins.computeIfAbsent(server, _ -> asked);
        if (until - begin > MOMENT && !isHurt(history, server, begin)) {
          findings.add(Finding.of(NAME, "%s told nothing from %d to %d", server, begin, until));
          begins.put(server, until);
        }
      } else {
        begins.remove(one.server());
      }
    }
    return findings.build();
  }

  private static List<Seen> inOrder(History history) {
    return Stream.<Seen>concat(
            history.seen(Seen.Silence.class).stream(), history.seen(Seen.Answer.class).stream())
        .sorted(Comparator.comparingLong(UntouchedRule::end))
        .toList();
  }

  private static long end(Seen seen) {
    return switch (seen) {
      case Seen.Silence silence -> silence.until();
      case Seen.Answer answer -> answer.answered();
      case Seen.Checkpoint checkpoint -> checkpoint.at();
      case Seen.Crl crl -> crl.at();
      case Seen.Holder holder -> holder.at();
    };
  }

  private static boolean isHurt(History history, String server, long begin) {
    return history.troubles().stream()
        .filter(trouble -> trouble.hurts(server))
        .anyMatch(trouble -> begin >= trouble.begin() - MOMENT && begin <= trouble.end() + HEALING);
  }
}
