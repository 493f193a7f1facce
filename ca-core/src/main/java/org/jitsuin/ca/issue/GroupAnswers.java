package org.jitsuin.ca.issue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.issue.IssueAct.Signed;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.Receipt;

/**
 * The answers to issues that were recorded together, each with the receipt of its own entries.
 *
 * @param answers by their requests
 */
record GroupAnswers(Map<RequestId, Bytes> answers) {
  GroupAnswers {
    answers = Map.copyOf(answers);
  }

  /**
   * @param first the number of the first entry of the first act
   * @param entries of each act, one behind the other
   */
  static GroupAnswers of(long first, List<Signed> acts, List<List<AuditEntry>> entries) {
    Map<RequestId, Bytes> answers = new HashMap<>();
    long number = first;
    for (int i = 0; i < acts.size(); i++) {
      List<AuditEntry> own = entries.get(i);
      Receipt receipt = receipt(acts.get(i), number, own);
      answers.put(acts.get(i).request(), receipt.on(acts.get(i).issued().answer()));
      number += own.size();
    }
    return new GroupAnswers(answers);
  }

  /** An issue counts the holder's version up once. */
  private static Receipt receipt(Signed act, long first, List<AuditEntry> own) {
    OptionalInt version = OptionalInt.of(act.prepared().version() + 1);
    return new Receipt(first, own.size(), own.getFirst().time(), version);
  }

  /** The answers as they are kept. */
  List<IdempotencyTable.Issued> kept(List<Signed> acts) {
    return acts.stream()
        .map(one ->
            new IdempotencyTable.Issued(
                one.request(), answers.get(one.request()), one.certificates()))
        .toList();
  }

  /** What each of a group is told, that was recorded or not. */
  List<Outcome<Answered<Issued>>> told(
      List<Signed> group, List<Outcome<Answered<Issued>>> outcomes) {
    List<Outcome<Answered<Issued>>> told = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      told.add(told(group.get(i), outcomes.get(i)));
    }
    return told;
  }

  /** What somebody is told whose request was recorded, or is the same as one of the group. */
  Outcome<Answered<Issued>> told(Signed one, Outcome<Answered<Issued>> outcome) {
    Bytes answer = answers.get(one.request());
    if (answer == null) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.Done<Answered<Issued>>(Answered<Issued>(Issued issued, _)) ->
          Outcome.done(new Answered<>(issued, answer));
      case Outcome.Repeated<Answered<Issued>> _ -> new Outcome.Repeated<>(answer);
      case Outcome.Refused<Answered<Issued>> _ -> outcome;
    };
  }
}
