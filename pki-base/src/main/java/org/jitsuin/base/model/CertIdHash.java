package org.jitsuin.base.model;

import java.util.Locale;

/**
 * The hash by which a request names an issuer, as far as it matters for when SHA-1 can end (RFC
 * 9919 §8.7).
 */
public enum CertIdHash {
  /** That of clients of RFC 5019, and of most others so far. */
  SHA_1,
  /** That of clients of RFC 9919. */
  SHA_256,
  /** Any other, known here or not. */
  OTHER;

  /** The name in counts and metrics, such as {@code sha-1}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
