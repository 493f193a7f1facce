package org.jitsuin.ocsp.renewal;

import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ocsp.renewal.RenewalFacts.IssuerFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;

/** Something that is to be done with the keys of this responder. */
sealed interface RenewalTask {
  /**
   * To ask for a certificate.
   *
   * @param label names the key in the token
   * @param make whether the key is still to be made
   * @param endorser the signer whose key vouches for it; empty where operators have to admit it
   */
  record Ask(
      IssuerFact issuer,
      String label,
      SignatureScheme scheme,
      boolean make,
      Optional<SignerFact> endorser)
      implements RenewalTask {}

  /** To destroy a key that signs no more. */
  record Destroy(String label) implements RenewalTask {}
}
