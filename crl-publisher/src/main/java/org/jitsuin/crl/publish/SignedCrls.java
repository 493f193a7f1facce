package org.jitsuin.crl.publish;

import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.jitsuin.crl.write.CheckedCrl;
import org.jitsuin.crl.write.CrlContent;

/**
 * A complete CRL and its delta that are signed and checked, and not yet in place.
 *
 * @param full the complete CRL
 * @param delta the delta CRL of the same number, where there is one
 */
record SignedCrls(Intent intent, Written full, Optional<Written> delta) {
  /**
   * A CRL in a file that passed every check.
   *
   * @param file where it is
   */
  record Written(Path file, CheckedCrl checked) {}

  /** Returns what is recorded once both are in place. */
  PublishedCrl published() {
    CrlContent content = intent.content();
    CheckedCrl checked = full.checked();
    return new PublishedCrl(
        content.number(),
        intent.draft().feedSeq(),
        content.thisUpdate(),
        content.nextUpdate(),
        checked.entries(),
        checked.size(),
        checked.sha256(),
        publishedDelta());
  }

  private Optional<PublishedDelta> publishedDelta() {
    return delta
        .map(Written::checked)
        .map(checked ->
            new PublishedDelta(
                intent.draft().delta().flatMap(DeltaDraft::base),
                checked.entries(),
                checked.size(),
                checked.sha256()));
  }
}
