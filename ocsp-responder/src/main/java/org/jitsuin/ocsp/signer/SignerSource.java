package org.jitsuin.ocsp.signer;

import java.util.Optional;

/** Where issuers and signers are asked for; any number of threads may ask at once. */
public interface SignerSource {
  /** The directory; empty until it was first read. */
  Optional<SignerDirectory> directory();

  /** What is wrong with the token or with reading the directory, as of the last time. */
  Optional<String> problem();
}
