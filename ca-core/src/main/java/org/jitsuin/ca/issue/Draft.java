package org.jitsuin.ca.issue;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.IssuingKey;
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

  SigningIntent intent(String cardId) {
    return new SigningIntent(
        issuing.number(),
        content.serial(),
        Purpose.CERTIFICATE,
        Optional.of(cardId),
        Optional.of(partition.number()),
        content.notAfter(),
        toBeSigned);
  }
}
