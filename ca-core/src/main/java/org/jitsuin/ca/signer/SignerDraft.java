package org.jitsuin.ca.signer;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.signer.SignerRules.Ground;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;

/**
 * The certificate of an OCSP signer that is recorded as intended and about to be signed.
 *
 * @param holder who asked for it
 * @param by what lets it be
 */
record SignerDraft(
    SignerRequest request,
    IssuingKey issuing,
    KeyRequest key,
    ResponderAdmission holder,
    Ground by,
    CertificateContent content) {
  SigningIntent intent() {
    return new SigningIntent(
        issuing.number(),
        content.serial(),
        Purpose.OCSP_SIGNER,
        Optional.empty(),
        Optional.empty(),
        content.notAfter(),
        Bytes.of(content.toBeSigned()));
  }
}
