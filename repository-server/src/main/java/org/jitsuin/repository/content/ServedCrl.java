package org.jitsuin.repository.content;

import java.util.Optional;
import org.jitsuin.base.repository.ListedCrl;

/**
 * A CRL that is handed out.
 *
 * @param listed what the manifest says of it
 * @param full its file
 * @param delta the file of the delta CRL of the same number, where one is listed
 */
public record ServedCrl(ListedCrl listed, StoredFile full, Optional<StoredFile> delta) {
  /** Returns whether both files are still there. */
  boolean isWhole() {
    return full.isPresent() && delta.map(StoredFile::isPresent).orElse(true);
  }
}
