package org.jitsuin.ca.issue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Dossiers.Filed;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IdempotencyTable.Answer;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.Transactions;

/**
 * The facts about acts of issue that are asked for together; a few statements however many there
 * are.
 *
 * @param answers those of the requests that were answered before
 * @param owners by card
 * @param dossiers by register id
 * @param certified those of the keys that were certified before
 */
record Facts(
    Map<RequestId, Answer> answers,
    Map<String, String> owners,
    Map<String, Filed> dossiers,
    Set<Fingerprint> certified) {

  static Facts read(Handle handle, List<Inquiry> group) {
    Map<RequestId, Answer> answers =
        IdempotencyTable.find(handle, group.stream().map(Inquiry::request).toList());
    Map<String, String> owners =
        CardTable.find(handle, group.stream().map(one -> one.asked().cardId()).toList()).stream()
            .collect(Collectors.toMap(Card::id, Card::registerId));
    return new Facts(
        answers,
        owners,
        Dossiers.read(handle, Set.copyOf(owners.values())),
        Set.copyOf(
            CertificateTable.certifiedKeys(
                handle, group.stream().flatMap(one -> one.hashes().stream()).toList())));
  }

  /** The dossier of the card's holder, unless the act is over or refused already. */
  Outcome<Filed> of(Inquiry one) {
    Answer earlier = answers.get(one.request());
    if (earlier != null) {
      return Transactions.again(earlier, one.request());
    }
    String owner = owners.get(one.asked().cardId());
    if (owner == null) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    Filed filed = dossiers.get(owner);
    if (!one.caller().reaches(filed.dossier().resident().holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    return used(one)
        .<Outcome<Filed>>map(kind -> Outcome.refused(RefusalCode.KEY_REUSED, kind.id()))
        .orElseGet(() -> Outcome.done(filed));
  }

  /** Returns the kind whose key was certified before, if one was: no key is certified twice. */
  private Optional<Authority> used(Inquiry one) {
    return one.keys().entrySet().stream()
        .filter(entry -> certified.contains(entry.getValue().hash()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
