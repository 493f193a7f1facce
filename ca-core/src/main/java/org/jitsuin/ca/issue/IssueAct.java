package org.jitsuin.ca.issue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.command.Charge;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.IntentKey;

/**
 * An act of issue on its way: asked for with keys that are proven and fit to be certified, then
 * {@link Prepared}, then {@link Signed}; each stage holds the one before.
 *
 * @param keys one for each kind that is asked for
 * @param issuing who issues, for each of these kinds
 * @param terms how it was asked for
 */
record IssueAct(
    StaffMember caller,
    RequestId request,
    IssueRequest asked,
    Map<Authority, KeyRequest> keys,
    Map<Authority, IssuingKey> issuing,
    Terms terms) {

  /** Reads the requests for certificates. */
  static Outcome<IssueAct> of(
      StaffMember caller,
      RequestId request,
      IssueRequest asked,
      Map<Authority, IssuingKey> issuing,
      Terms terms) {
    return asked
        .read(kind -> issuing.get(kind).policy().cardKeys())
        .map(keys -> new IssueAct(caller, request, asked, keys, issuing, terms));
  }

  /** Returns the hashes by which the keys are known. */
  List<Fingerprint> hashes() {
    return keys.values().stream().map(KeyRequest::hash).toList();
  }

  /**
   * An act that is ready to be carried out.
   *
   * @param dossier the facts on which it was decided
   * @param version what the dossier's was then
   */
  record Prepared(
      IssueAct act, Dossier dossier, int version, Decision decision, List<Draft> drafts) {
    Prepared {
      drafts = List.copyOf(drafts);
    }

    String cardId() {
      return act.asked().cardId();
    }

    String registerId() {
      return dossier.resident().holder().registerId();
    }

    Performed performed() {
      return Performed.of(act.asked().command(), dossier, decision);
    }

    /** Returns what is charged to who asks for it; empty where a second person approved it. */
    Optional<Charge> charge() {
      return act.terms().approved()
          ? Optional.empty()
          : Charge.of(act.caller(), act.asked().command(), decision);
    }

    List<SigningIntent> intents() {
      return drafts.stream().map(draft -> draft.intent(cardId())).toList();
    }

    List<PendingIntent> pending() {
      return intents().stream().map(PendingIntent::of).toList();
    }
  }

  /** An act whose certificates are signed, with the answer to it. */
  record Signed(Prepared prepared, Answered<Issued> issued) {
    List<FiledCertificate> certificates() {
      return issued.result().certificates();
    }

    RequestId request() {
      return prepared.act().request();
    }

    /** Whose certificates they are. */
    String registerId() {
      return prepared.registerId();
    }

    List<Fingerprint> keys() {
      return prepared.drafts().stream().map(Draft::keyHash).toList();
    }

    /** The order over which they are issued, if there is one. */
    Optional<String> order() {
      return prepared.act().asked().order();
    }

    List<IntentKey> intents() {
      return prepared.pending().stream().map(PendingIntent::key).toList();
    }
  }
}
