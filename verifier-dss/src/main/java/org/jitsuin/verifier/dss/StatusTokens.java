package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import java.time.Instant;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Who is asked about certificates. DSS looks at each answer itself; what the verifier does not
 * believe DSS is not shown.
 */
public interface StatusTokens {
  /**
   * Has DSS ask, and nobody else.
   *
   * @return who is asked by the verifier about the same document: what was told to DSS already is
   *     told again, so that both judge by one answer
   */
  StatusSource into(CertificateVerifier verifier, Instant now);
}
