package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.NodeRows.Certificate;
import org.jitsuin.cluster.trial.check.NodeRows.Change;
import org.jitsuin.cluster.trial.check.NodeRows.Entry;
import org.jitsuin.cluster.trial.check.TrialForTests.Node;
import org.junit.jupiter.params.provider.Arguments;

/** Each way in which a cluster could break a rule, done to a trial that went well. */
final class BrokenTrials {
  private static final String SIGNATURE = TrialForTests.SIGNATURE;
  private static final String IDENTIFICATION = TrialForTests.IDENTIFICATION;

  private BrokenTrials() {}

  /** What was broken, the rule that must find it, the rules that may find it too, and the deed. */
  static Stream<Arguments> all() {
    return Stream.of(
        broken(
            "acknowledged",
            "a registration that was told is gone",
            trial -> everywhere(trial, node -> node.cards.clear())),
        broken(
            "acknowledged",
            "an event that was told took effect twice",
            trial -> everywhere(trial, node -> node.events.add("E-1"))),
        broken(
            "acknowledged",
            "certificates that were told belong to another card",
            trial ->
                everywhere(
                    trial,
                    node -> {
                      node.certificates.replaceAll(
                          (serial, _) -> new Certificate(serial, "card-2"));
                    }),
            "whole"),
        broken(
            "acknowledged",
            "an issue was told that names no certificate",
            trial -> trial.act(ActKind.ISSUE, "k-7", "card-7", 5_000, Outcome.OK, Map.of(), 2)),
        broken(
            "acknowledged",
            "a revocation that was told is not in the feed",
            trial -> everywhere(trial, node -> node.feed.removeLast()),
            "listed"),
        broken(
            "acknowledged",
            "the last entry was told and is lost at every node",
            trial -> {
              trial.act(ActKind.SUSPEND, "k-5", "card-1", 350_000, Outcome.OK, Map.of(), 6);
            }),
        broken(
            "refused",
            "a registration that was refused is there",
            trial -> {
              trial.act(ActKind.REGISTER, "k-9", "R-9", 5_000, Outcome.REFUSED, Map.of(), 0);
              everywhere(trial, node -> node.cards.put("R-9", List.of("card-9")));
            }),
        broken(
            "refused",
            "an event that was refused took effect",
            trial -> {
              trial.act(ActKind.EVENT, "E-9", "E-9", 5_000, Outcome.REFUSED, Map.of(), 0);
              everywhere(trial, node -> node.events.add("E-9"));
            }),
        broken(
            "repeated",
            "a request that was sent again was answered otherwise",
            trial ->
                trial.acts.add(
                    new Act(
                        ActKind.ISSUE,
                        "k-2",
                        TrialForTests.CARD,
                        "app-2",
                        9_000,
                        9_100,
                        Outcome.OK,
                        "another answer",
                        Map.of(),
                        2))),
        broken(
            "repeated",
            "nobody ever learned what became of a request",
            trial ->
                trial.act(ActKind.REGISTER, "k-8", "R-8", 5_000, Outcome.UNKNOWN, Map.of(), 0)),
        broken(
            "repeated",
            "what was done is refused afterwards",
            trial ->
                trial.act(
                    ActKind.LIFT,
                    "k-4",
                    TrialForTests.CARD,
                    250_000,
                    Outcome.REFUSED,
                    Map.of(),
                    0)),
        broken(
            "whole",
            "an act that was lost is there by half",
            trial -> {
              trial.act(ActKind.ISSUE, "k-7", "card-7", 5_000, Outcome.REFUSED, Map.of(), 0);
              everywhere(trial, node -> node.issue("card-7", "cc03"));
            }),
        broken(
            "whole",
            "a resident has two cards by one registration that was told nobody",
            trial -> {
              trial.act(ActKind.REGISTER, "k-6", "R-6", 5_000, Outcome.UNKNOWN, Map.of(), 0);
              trial.act(ActKind.REGISTER, "k-6", "R-6", 6_000, Outcome.REFUSED, Map.of(), 0);
              everywhere(trial, node -> node.cards.put("R-6", List.of("card-6", "card-66")));
            },
            "refused"),
        broken(
            "whole",
            "a certificate that nobody asked for",
            trial -> everywhere(trial, node -> node.issue("card-4", "dd04"))),
        broken(
            "whole",
            "a card that nobody asked for",
            trial -> everywhere(trial, node -> node.cards.put("R-4", List.of("card-4")))),
        broken(
            "whole",
            "a certificate is not in the feed",
            trial -> {
              trial.act(ActKind.ISSUE, "k-7", "card-7", 5_000, Outcome.REFUSED, Map.of(), 0);
              everywhere(trial, node -> node.sign("card-7", "cc03", "cc04"));
            }),
        broken(
            "numbers",
            "a number of the feed is missing",
            trial ->
                everywhere(
                    trial,
                    node -> {
                      Change last = node.feed.removeLast();
                      node.feed.add(new Change(8, last.serial(), last.status(), last.partition()));
                    })),
        broken(
            "numbers",
            "one node has another entry",
            trial -> {
              Node node = trial.nodes.get("db-3");
              node.entries.set(
                  4, new Entry(5, "id-other", "resident-event", TrialForTests.leaf(5)));
            }),
        broken(
            "numbers",
            "one node has a change less",
            trial -> trial.nodes.get("db-2").feed.removeLast(),
            "acknowledged",
            "listed"),
        broken(
            "feed",
            "what was revoked is good again",
            trial -> everywhere(trial, node -> node.change(SIGNATURE, Status.GOOD))),
        broken(
            "feed",
            "something is revoked twice",
            trial -> everywhere(trial, node -> node.change(SIGNATURE, Status.REVOKED))),
        broken(
            "feed",
            "something is on hold that was never issued",
            trial -> everywhere(trial, node -> node.change("ee05", Status.HOLD))),
        broken(
            "checkpoints",
            "the log was forked",
            trial -> trial.seen.add(new Seen.Checkpoint("app-2", 5_000, 4, TrialForTests.leaf(9)))),
        broken(
            "checkpoints",
            "the log was signed over what is lost",
            trial -> trial.seen.add(new Seen.Checkpoint("app-2", 5_000, 6, TrialForTests.leaf(6)))),
        broken(
            "intents",
            "something was signed without an intent",
            trial -> everywhere(trial, node -> node.intents.remove(SIGNATURE))),
        broken(
            "intents",
            "an intent was given up and its certificate is there",
            trial -> everywhere(trial, node -> node.intents.put(SIGNATURE, "abandoned"))),
        broken(
            "intents",
            "an intent is still pending",
            trial -> everywhere(trial, node -> node.intents.put("ff06", "pending"))),
        broken(
            "statuses",
            "good after the revocation was told and the limit is over",
            trial -> trial.answer(SIGNATURE, 361_000, Status.GOOD)),
        broken(
            "statuses",
            "never issued after the issue was told",
            trial -> trial.answer(SIGNATURE, 5_000, Status.NEVER_ISSUED)),
        broken(
            "statuses",
            "revoked before anybody asked for it",
            trial -> trial.answer(SIGNATURE, 290_000, Status.REVOKED)),
        broken(
            "statuses",
            "on hold long after it was lifted",
            trial -> trial.answer(SIGNATURE, 280_000, Status.HOLD)),
        broken(
            "crls",
            "two contents of one number",
            trial -> trial.crl("app-2", 3_600, 8, 2_000, "z"),
            "listed"),
        broken(
            "crls",
            "a greater number of an earlier time",
            trial -> trial.crl("app-1", 4_000, 9, 1_500, "z"),
            "listed"),
        broken(
            "crls",
            "a server goes back",
            trial -> trial.crl("app-1", 4_000, 7, 1_000, "x", SIGNATURE, IDENTIFICATION)),
        broken(
            "listed",
            "a CRL lacks what was revoked",
            trial -> trial.crl("app-1", 4_000, 8, 2_000, "y")),
        broken(
            "listed",
            "a CRL lists what is good",
            trial -> trial.crl("app-1", 4_000, 8, 2_000, "y", SIGNATURE, IDENTIFICATION)),
        broken(
            "listed",
            "one node knows nothing of a CRL",
            trial -> trial.nodes.get("db-2").crls.remove("y")),
        broken("leases", "two hold one fence", trial -> trial.holder("db-3", 4_000, "app-1", 2)),
        broken(
            "leases",
            "a node goes back to an older fence",
            trial -> trial.holder("db-1", 4_000, "app-1", 1)),
        broken(
            "untouched",
            "a validation authority is silent while a node is killed",
            trial -> {
              trial.troubles.add(new Trouble("kill-writer", "db-1", 500_000, 520_000));
              trial.silence(500_000, 505_000);
              trial.silence(505_000, 516_000);
            }));
  }

  private static Arguments broken(
      String rule, String what, Consumer<TrialForTests> change, String... also) {
    return Arguments.of(what, rule, List.of(also), change);
  }

  private static void everywhere(TrialForTests trial, Consumer<Node> change) {
    trial.nodes.values().forEach(change);
  }
}
