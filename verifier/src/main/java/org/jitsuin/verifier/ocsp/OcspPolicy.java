package org.jitsuin.verifier.ocsp;

import java.time.Duration;

/**
 * What answers of OCSP are believed.
 *
 * @param nonce whether an answer must be to this very question
 * @param clocksDiffer by how much a responder's clock may be ahead of ours
 * @param oldest how old the news in an answer may be, whatever it says of its next one
 * @param most how many octets an answer may have
 */
public record OcspPolicy(NonceUse nonce, Duration clocksDiffer, Duration oldest, int most) {
  private static final int USUAL_MOST = 1 << 16;

  /** What is asked of a nonce (RFC 9654). */
  public enum NonceUse {
    /**
     * The answer has that of the question: nobody can send again what was true before. Right where
     * it is known of the responder that it answers nonces, as ours does (RFC 9919 §8.1).
     */
    REQUIRED,
    /** The answer may be without; one of another question is refused in any case. */
    WHERE_GIVEN
  }

  public OcspPolicy {
    if (clocksDiffer.isNegative() || oldest.isNegative() || oldest.isZero() || most < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** Answers to this very question: the policy for whoever can reach the responder. */
  public static OcspPolicy strict() {
    return new OcspPolicy(
        NonceUse.REQUIRED, Duration.ofMinutes(5), Duration.ofHours(24), USUAL_MOST);
  }

  /** Answers that were made for anybody, while they are current. */
  public static OcspPolicy stored() {
    return new OcspPolicy(
        NonceUse.WHERE_GIVEN, Duration.ofMinutes(5), Duration.ofDays(7), USUAL_MOST);
  }
}
