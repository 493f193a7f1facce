package org.jitsuin.sandbox.card;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.lineage.Lineage;

/** The authority, as relying parties reach it. */
public interface Authority {
  /** Says whether a certificate is good now. */
  Verdict verify(X509Certificate certificate, CertificateKind kind, Instant now);

  /**
   * Says which certificates are of the same person as one for user identification.
   *
   * @throws IOException if it does not answer
   */
  Lineage lineage(X509Certificate certificate) throws IOException;
}
