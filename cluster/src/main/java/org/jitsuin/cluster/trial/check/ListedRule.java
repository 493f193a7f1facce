package org.jitsuin.cluster.trial.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CRL that somebody was handed out was published, and lists what was revoked or on hold when the
 * feed had come as far as the CRL goes; nothing else, but for what came right behind that.
 */
final class ListedRule implements Rule {
  private static final String NAME = "listed";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Map<Set<String>, Seen.Crl> crls = new HashMap<>();
    for (Seen.Crl crl : history.seen(Seen.Crl.class)) {
      // Each content once, however often it was seen.
      Seen.Crl _ = crls.putIfAbsent(content(crl), crl);
    }
    return nodes.stream()
        .flatMap(node -> crls.values().stream().flatMap(crl -> findings(crl, node)));
  }

  private static Set<String> content(Seen.Crl crl) {
    Set<String> content = new HashSet<>(crl.listed());
    content.add(crl.hash());
    return content;
  }

  private static Stream<Finding> findings(Seen.Crl crl, NodeRows node) {
    return Optional.ofNullable(node.crls().get(crl.hash()))
        .map(end -> wrong(crl, end, node))
        .orElseGet(() ->
            Stream.of(
                Finding.of(
                    NAME,
                    "CRL %d of %s was never published at %s",
                    crl.number(),
                    crl.partition(),
                    node.node())));
  }

  private static Stream<Finding> wrong(Seen.Crl crl, long end, NodeRows node) {
    Map<String, Status> there = new HashMap<>();
    Map<String, Boolean> listable = new HashMap<>();
    for (NodeRows.Change change : node.feed()) {
      if (change.partition().equals(crl.partition())) {
        boolean good = change.status() == Status.GOOD;
        if (change.number() <= end) {
          there.put(change.serial(), change.status());
          listable.put(change.serial(), !good);
        } else {
          listable.merge(change.serial(), !good, Boolean::logicalOr);
        }
      }
    }
    return Stream.concat(
        there.entrySet().stream()
            .filter(one -> one.getValue() != Status.GOOD && !crl.listed().contains(one.getKey()))
            .map(one -> finding(crl, one.getKey(), "lacks", end)),
        crl.listed().stream()
            .filter(serial -> !listable.getOrDefault(serial, false))
            .map(serial -> finding(crl, serial, "lists", end)));
  }

  private static Finding finding(Seen.Crl crl, String serial, String verb, long end) {
    return Finding.of(
        NAME,
        "CRL %d of %s %s %s, and goes to %d of the feed",
        crl.number(),
        crl.partition(),
        verb,
        serial,
        end);
  }
}
