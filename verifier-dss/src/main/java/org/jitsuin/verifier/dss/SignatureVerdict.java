package org.jitsuin.verifier.dss;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jitsuin.verifier.Verdict;

/**
 * What is to be said of one signature in a document.
 *
 * @param signer who signed, as the signature says it; empty where it says nobody
 * @param certificate whether that certificate is good, as the authority says
 * @param passed whether DSS has nothing against the signature, the document and the certificate
 * @param intact whether what was signed is what was signed then
 * @param whole whether all of the document was signed, and nothing was added behind
 * @param indication DSS's own words, such as {@code INDETERMINATE TRY_LATER} (EN 319 102-1)
 */
public record SignatureVerdict(
    Optional<X509Certificate> signer,
    Verdict certificate,
    boolean passed,
    boolean intact,
    boolean whole,
    String indication) {
  /** Returns whether it may be relied on for what it covers: if nobody has anything against it. */
  public boolean isGood() {
    return passed && intact && certificate.isValid();
  }

  /** Nothing of who signed: it is personal data. */
  @Override
  public String toString() {
    return "SignatureVerdict["
        + certificate.code()
        + ", "
        + indication
        + (whole ? "" : ", in part")
        + "]";
  }
}
