package org.jitsuin.sandbox.signing;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * A document that a party wants signed.
 *
 * @param client whose
 * @param title what it is, for the holder
 * @param document its octets: what a holder signs is seen, not only its hash
 * @param signed what came of it
 */
public record Transaction(
    String client, String title, Bytes document, Optional<SignedDocument> signed) {
  /**
   * A document that was signed.
   *
   * @param root whose signature it is, so that nobody else fetches it
   * @param cms CMS with the document apart, DER
   * @param certificate the signer's, DER
   */
  public record SignedDocument(String root, Bytes cms, Bytes certificate) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "SignedDocument[]";
    }
  }

  Transaction signedBy(SignedDocument signature) {
    return new Transaction(client, title, document, Optional.of(signature));
  }

  /** Returns nothing of what is in it. */
  @Override
  public String toString() {
    return "Transaction[" + client + "]";
  }
}
