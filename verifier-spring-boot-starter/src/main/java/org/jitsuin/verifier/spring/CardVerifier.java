package org.jitsuin.verifier.spring;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;

/**
 * Says of certificates whether they are good now: the verifier with the application's clock.
 *
 * <pre>{@code
 * Verdict verdict = cards.login(certificate);
 * if (!verdict.isValid()) {
 *   return ResponseEntity.status(403).body(verdict.words().ja());
 * }
 * }</pre>
 */
public final class CardVerifier {
  private final Verifier verifier;
  private final InstantSource clock;

  /** Takes a verifier and a clock. */
  public CardVerifier(Verifier verifier, InstantSource clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /** Verifies a certificate that somebody logs in with. */
  public Verdict login(X509Certificate certificate) {
    return verifier.verify(certificate, CertificateKind.USER_IDENTIFICATION, clock.instant());
  }

  /** Verifies a certificate under a document. */
  public Verdict document(X509Certificate certificate) {
    return verifier.verify(certificate, CertificateKind.SIGNATURE, clock.instant());
  }
}
