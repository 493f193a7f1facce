package org.jitsuin.ocsp.signer;

import java.util.Optional;

/** A source of issuers and signers; any number of threads may ask at once. */
public interface SignerSource {
  /** The directory; empty until it was first read. */
  Optional<SignerDirectory> directory();

  /** Returns what is wrong with the token or with reading the directory, as of the last time. */
  Optional<String> problem();
}
