package org.jitsuin.ca.issue;

import java.util.List;
import org.jitsuin.ca.store.FiledCertificate;

/** The certificates of one act of issue, and the card that they are on. */
public record Issued(String cardId, List<FiledCertificate> certificates) {
  public Issued {
    certificates = List.copyOf(certificates);
  }
}
