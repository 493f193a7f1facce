package org.jitsuin.crl.publish;

import java.nio.file.Path;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.write.CheckedCrl;
import org.jitsuin.crl.write.CrlContent;

/**
 * A CRL that is signed and checked, and not yet in place.
 *
 * @param file where it is
 */
record Signed(Intent intent, Path file, CheckedCrl checked) {
  /** What is recorded once it is in place. */
  PublishedCrl published() {
    CrlContent content = intent.content();
    return new PublishedCrl(
        content.number(),
        intent.draft().feedSeq(),
        content.thisUpdate(),
        content.nextUpdate(),
        checked.entries(),
        checked.size(),
        checked.sha256());
  }
}
