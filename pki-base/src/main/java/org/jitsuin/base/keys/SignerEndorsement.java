package org.jitsuin.base.keys;

import java.nio.charset.StandardCharsets;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/**
 * What the key of an OCSP signer signs to say that a new key is its successor's. The text begins as
 * no OCSP answer does: neither can be taken for the other.
 *
 * @param responder whose keys both are
 * @param issuer the key generation that is to certify the new key
 * @param keyLabel names the new key in the responder's token
 * @param request the PKCS#10 request, signed by the new key
 */
public record SignerEndorsement(String responder, Issuer issuer, String keyLabel, Bytes request) {
  private static final String PURPOSE = "jitsuin-ocsp-signer-request-1";

  /** The bytes that are signed. */
  public byte[] message() {
    return String.join(
            "\n",
            PURPOSE,
            responder,
            issuer.toString(),
            keyLabel,
            Fingerprint.of(request.bytes()).toString())
        .getBytes(StandardCharsets.UTF_8);
  }
}
