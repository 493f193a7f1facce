package org.jitsuin.card.holder;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a signature turned out to be.
 *
 * @param intact whether the content is what was signed, by the key of that certificate
 * @param signer the certificate of whoever signed
 * @param claimed when, as the signer says
 * @param stamped when at the latest, as a time-stamping authority says
 * @param issuedByKnown whether the certificate is of an authority that was given as known
 * @param whole whether nothing was added behind what was signed
 */
public record SignatureReport(
    boolean intact,
    X509Certificate signer,
    Optional<Instant> claimed,
    Optional<Instant> stamped,
    boolean issuedByKnown,
    boolean whole) {
  /** The same with a time that the signer claims elsewhere. */
  SignatureReport claimedAt(Optional<Instant> time) {
    return new SignatureReport(intact, signer, time, stamped, issuedByKnown, whole);
  }

  /** Whether nothing is wrong with it; whether the certificate is revoked, OCSP tells. */
  public boolean isGood() {
    return intact && issuedByKnown && whole;
  }
}
