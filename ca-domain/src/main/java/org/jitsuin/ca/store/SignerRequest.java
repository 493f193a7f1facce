package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SignerRequestAnswer;

/**
 * A responder's request for the certificate of an OCSP signer; all but the last two is what the
 * responder says.
 *
 * @param issuerNumber the key generation that is to certify the key
 * @param keyLabel names the key in the responder's token
 * @param request PKCS#10
 * @param endorsement absent where operators have to admit the key
 * @param serial drawn for its certificate, if it was ever to be signed
 * @param answer what was answered last
 */
public record SignerRequest(
    long number,
    String responder,
    int issuerNumber,
    String keyLabel,
    Bytes request,
    Optional<Endorsement> endorsement,
    Instant requestedAt,
    Optional<Serial> serial,
    Optional<SignerRequestAnswer> answer) {
  /**
   * The word of a key that was certified before.
   *
   * @param issuerNumber the key generation that certified it
   * @param serial its certificate
   * @param signature over {@link org.jitsuin.base.keys.SignerEndorsement}
   */
  public record Endorsement(int issuerNumber, Serial serial, Bytes signature) {}
}
