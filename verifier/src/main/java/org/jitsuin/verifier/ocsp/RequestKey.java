package org.jitsuin.verifier.ocsp;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What a registered party signs its questions with.
 *
 * @param algorithm by the name that Java has for it, such as {@code SHA256withRSA}
 */
public record RequestKey(PrivateKey key, X509Certificate certificate, String algorithm) {
  /** Returns nothing of the key. */
  @Override
  public String toString() {
    return "RequestKey[" + certificate.getSubjectX500Principal().getName() + "]";
  }
}
