package org.jitsuin.ca.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;
import static org.jitsuin.ca.testing.CaFixture.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The receipt in an answer leads to the entries of that act, and to no others. */
@Tag("stack")
class ReceiptsTest {
  private static final int AT_ONCE = 6;

  private final CaFixture ca = CaFixture.started();
  private final StaffMember clerk = ca.clerk();

  @AfterEach
  void end() {
    ca.close();
  }

  /** The entries that the receipt in an answer names. */
  private List<JsonNode> entries(Bytes answer) {
    JsonNode receipt = Json.tree(answer).get("receipt");
    long first = receipt.get("entry").asLong();
    int count = receipt.get("entries").asInt();
    List<AuditTable.Row> rows =
        ca.transactions()
            .run(handle -> AuditTable.page(handle, first - 1, Optional.empty(), count));
    assertThat(rows).hasSize(count).first().extracting(AuditTable.Row::number).isEqualTo(first);
    List<JsonNode> entries = rows.stream().map(row -> Json.tree(row.body())).toList();
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry.get("at")).isEqualTo(receipt.get("at")));
    return entries;
  }

  private static List<String> kinds(List<JsonNode> entries) {
    return entries.stream().map(entry -> entry.get("act").asText()).toList();
  }

  private Outcome<Answered<Performed>> perform(RequestId id, Command command, Card card) {
    return ca.performAct()
        .perform(
            clerk,
            id,
            new PerformAct.Request(new Subject.OfCard(card.id()), Evidenced.of(command)));
  }

  @Test
  void receipt_ofAnAct_leadsToAllItsEntries() {
    Card card = ca.card();
    ca.issueBoth(card);
    Command suspend = new Command.Suspend(card.id(), "lossline");
    Bytes answer = done(perform(request(clerk), suspend, card)).answer();
    List<JsonNode> entries = entries(answer);
    assertThat(kinds(entries)).startsWith("card-suspended");
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry.at("/detail/card").asText()).isEqualTo(card.id()));
  }

  @Test
  void receipt_ofARequestSentAgain_isTheSame() {
    Card card = ca.card();
    ca.issueBoth(card);
    Command suspend = new Command.Suspend(card.id(), "lossline");
    RequestId id = request(clerk);
    Bytes first = done(perform(id, suspend, card)).answer();
    assertThat(Json.tree(first).has("receipt")).isTrue();
    assertThat(perform(id, suspend, card))
        .isEqualTo(new Outcome.Repeated<Answered<Performed>>(first));
  }

  /** The facts are those of before, and nothing was done of which there could be a receipt. */
  @Test
  void receipt_ofWhatChangedNothing_isAbsent() {
    Card card = ca.card();
    ca.issueBoth(card);
    Command suspend = new Command.Suspend(card.id(), "lossline");
    done(perform(request(clerk), suspend, card));
    Bytes second = done(perform(request(clerk), suspend, card)).answer();
    assertThat(Json.tree(second).get("state").asText()).isEqualTo("suspended");
    assertThat(Json.tree(second).has("receipt")).isFalse();
  }

  /** They are recorded together, some of them twice, each with its own. */
  @Test
  void receipts_ofIssuesAtOnce_leadToTheirOwnEntries()
      throws InterruptedException, ExecutionException {
    Map<String, List<Future<Outcome<Answered<Issued>>>>> issues = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2 * AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        Card card = ca.card();
        RequestId id = request(clerk);
        Map<Authority, String> keys = CaFixture.keys(Authority.values());
        List<Future<Outcome<Answered<Issued>>>> twice = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
          twice.add(threads.submit(() -> ca.issueAnswered(clerk, id, card, keys)));
        }
        issues.put(card.id(), twice);
      }
    }
    for (Map.Entry<String, List<Future<Outcome<Answered<Issued>>>>> issue : issues.entrySet()) {
      Bytes one = answer(issue.getValue().getFirst().get());
      assertThat(answer(issue.getValue().getLast().get())).isEqualTo(one);
      List<JsonNode> entries = entries(one);
      assertThat(kinds(entries)).containsExactly("certificates-issued");
      assertThat(entries.getFirst().at("/detail/card").asText()).isEqualTo(issue.getKey());
    }
  }

  private static Bytes answer(Outcome<Answered<Issued>> outcome) {
    return outcome instanceof Outcome.Repeated<Answered<Issued>>(Bytes again)
        ? again
        : done(outcome).answer();
  }
}
