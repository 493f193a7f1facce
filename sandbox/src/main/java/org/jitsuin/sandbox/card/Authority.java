package org.jitsuin.sandbox.card;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.lineage.Lineage;

/** The authority, as relying parties reach it. */
public interface Authority {
  /**
   * What the authority says of a certificate.
   *
   * @param proof the octets in which it says so, an OCSPResponse in DER; empty where nobody
   *     answered
   */
  record Statement(Verdict verdict, Optional<Bytes> proof) {}

  /** Says whether a certificate is good now, with what shows that later. */
  Statement ask(X509Certificate certificate, CertificateKind kind, Instant now);

  /** Says whether a certificate is good now. */
  default Verdict verify(X509Certificate certificate, CertificateKind kind, Instant now) {
    return ask(certificate, kind, now).verdict();
  }

  /**
   * Says which certificates are of the same person as one for user identification.
   *
   * @throws IOException if it does not answer
   */
  Lineage lineage(X509Certificate certificate) throws IOException;

  /** Returns who brings holders' questions to it. */
  HolderQuestions questions();
}
