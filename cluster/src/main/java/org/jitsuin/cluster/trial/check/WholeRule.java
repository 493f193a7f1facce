package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is there is there whole: a card of the trial has both certificates or none, a resident one
 * card, each certificate its row in the feed, and nothing is there that nobody asked for.
 */
final class WholeRule implements Rule {
  private static final String NAME = "whole";
  private static final int KINDS = 2;

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Set<String> issued = subjects(history, ActKind.ISSUE);
    Set<String> registered = subjects(history, ActKind.REGISTER);
    return nodes.stream()
        .flatMap(node ->
            Stream.of(
                    certificates(node, issued),
                    cards(node, registered),
                    unfed(node),
                    surplus(node, issued),
                    strangers(node, registered))
                .flatMap(findings -> findings));
  }

  private static Set<String> subjects(History history, ActKind kind) {
    return history.acts().stream()
        .filter(act -> act.kind() == kind)
        .map(Act::subject)
        .collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(NodeRows node) {
    return node.certificates().values().stream()
        .collect(Collectors.groupingBy(NodeRows.Certificate::card, Collectors.counting()));
  }

  private static Stream<Finding> certificates(NodeRows node, Set<String> issued) {
    Map<String, Long> counts = counts(node);
    return issued.stream()
        .filter(card -> counts.getOrDefault(card, (long) KINDS) != KINDS)
        .map(card ->
            Finding.of(
                NAME, "card %s has %d certificates at %s", card, counts.get(card), node.node()));
  }

  private static Stream<Finding> surplus(NodeRows node, Set<String> issued) {
    return counts(node).keySet().stream()
        .filter(card -> !issued.contains(card))
        .map(card -> Finding.of(NAME, "card %s has certificates at %s unasked", card, node.node()));
  }

  private static Stream<Finding> strangers(NodeRows node, Set<String> registered) {
    return node.cards().keySet().stream()
        .filter(resident -> !registered.contains(resident))
        .map(resident ->
            Finding.of(NAME, "resident %s has a card at %s unasked", resident, node.node()));
  }

  private static Stream<Finding> cards(NodeRows node, Set<String> registered) {
    return registered.stream()
        .filter(resident -> node.cards().getOrDefault(resident, List.of()).size() > 1)
        .map(resident ->
            Finding.of(NAME, "resident %s has several cards at %s", resident, node.node()));
  }

  private static Stream<Finding> unfed(NodeRows node) {
    Set<String> fed = node.feed().stream().map(NodeRows.Change::serial).collect(Collectors.toSet());
    return node.certificates().keySet().stream()
        .filter(serial -> !fed.contains(serial))
        .map(serial ->
            Finding.of(NAME, "certificate %s is not in the feed of %s", serial, node.node()));
  }
}
