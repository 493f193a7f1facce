package org.jitsuin.repository.content;

import java.util.Optional;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.Listing;

/**
 * A partition whose CRL is handed out.
 *
 * @param served its newest CRL whose files were seen whole; it may be an older one than is listed,
 *     as long as files are on their way
 * @param sound whether that is the one that is listed, and all its files are there
 */
public record ServedPartition(Listing listing, Optional<ServedCrl> served, boolean sound) {
  /** Returns the CRL that is handed out, as it was listed. */
  public Optional<ListedCrl> crl() {
    return served.map(ServedCrl::listed);
  }
}
