package org.jitsuin.cluster.trial.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.Seen.Crl;

/**
 * A number of a CRL stands for the same octets at every server, a greater number for a later
 * thisUpdate, and no server goes back.
 */
final class CrlRule implements Rule {
  private static final String NAME = "crls";
  private static final String WRONG_CLOCK = "wrong-clock";

  /** How wrong that clock is, and a moment. */
  private static final long WRONG_BY = 95_000;

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Map<String, List<Crl>> partitions =
        history.seen(Crl.class).stream().collect(Collectors.groupingBy(Crl::partition));
    return partitions.values().stream()
        .flatMap(crls ->
            Stream.of(octets(crls), order(crls, wrong(history)), backwards(crls))
                .flatMap(findings -> findings));
  }

  /**
   * By how much a later CRL may say an earlier thisUpdate, in milliseconds: a server whose clock
   * was ahead published some that nobody believes yet, which must be replaced.
   */
  private static long wrong(History history) {
    return history.troubles().stream().anyMatch(trouble -> trouble.kind().equals(WRONG_CLOCK))
        ? WRONG_BY
        : 0;
  }

  private static Stream<Finding> octets(List<Crl> crls) {
    return crls.stream()
        .collect(
            Collectors.groupingBy(Crl::number, Collectors.mapping(Crl::hash, Collectors.toSet())))
        .entrySet()
        .stream()
        .filter(number -> number.getValue().size() > 1)
        .map(number ->
            Finding.of(
                NAME,
                "CRL %d of %s was shown with %d contents",
                number.getKey(),
                crls.getFirst().partition(),
                number.getValue().size()));
  }

  private static Stream<Finding> order(List<Crl> crls, long wrong) {
    Stream.Builder<Finding> findings = Stream.builder();
    Crl before = null;
    for (Crl crl :
        crls.stream()
            .sorted(Comparator.comparingLong(Crl::number).thenComparingLong(Crl::thisUpdate))
            .toList()) {
      if (before != null && crl.thisUpdate() < before.thisUpdate() - wrong) {
        findings.add(
            Finding.of(
                NAME,
                "CRL %d of %s says an earlier thisUpdate than %d before it",
                crl.number(),
                crl.partition(),
                before.number()));
      }
      before = crl;
    }
    return findings.build();
  }

  private static Stream<Finding> backwards(List<Crl> crls) {
    Stream.Builder<Finding> findings = Stream.builder();
    Map<String, Crl> last = new HashMap<>();
    for (Crl crl : crls.stream().sorted(Comparator.comparingLong(Crl::at)).toList()) {
      Crl before = last.put(crl.server(), crl);
      if (before != null && crl.number() < before.number()) {
        findings.add(
            Finding.of(
                NAME,
                "%s showed CRL %d of %s after %d",
                crl.server(),
                crl.number(),
                crl.partition(),
                before.number()));
      }
    }
    return findings.build();
  }
}
