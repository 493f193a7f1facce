package org.jitsuin.ca.issue;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;

/**
 * A certificate that is ready to be signed.
 *
 * @param toBeSigned the very bytes
 * @param chainNumber its place in the holder's lineage
 */
record Draft(
    IssuingKey issuing,
    CertificateContent content,
    Bytes toBeSigned,
    CrlPartition partition,
    int chainNumber,
    String commonName,
    Fingerprint keyHash) {

  private SigningIntent intent(String cardId) {
    return new SigningIntent(
        issuing.number(),
        content.serial(),
        Purpose.CERTIFICATE,
        Optional.of(cardId),
        Optional.of(partition.number()),
        content.notAfter(),
        toBeSigned);
  }

  /**
   * An act of issue that is ready to be carried out.
   *
   * @param dossier the facts on which it was decided
   * @param version what the dossier's was then
   */
  record Prepared(
      Command command,
      String cardId,
      Dossier dossier,
      int version,
      Decision decision,
      List<Draft> drafts) {
    Prepared {
      drafts = List.copyOf(drafts);
    }

    String registerId() {
      return dossier.resident().holder().registerId();
    }

    List<SigningIntent> intents() {
      return drafts.stream().map(draft -> draft.intent(cardId)).toList();
    }

    List<PendingIntent> pending() {
      return intents().stream().map(PendingIntent::of).toList();
    }
  }
}
