package org.jitsuin.verifier;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What certificates of cards look like, as far as relying parties must look.
 *
 * @param policies the certificate policies of each kind, of which a certificate has one
 * @param clocksDiffer by how much an authority's clock may be ahead of ours
 */
public record Profiles(Map<CertificateKind, Set<String>> policies, Duration clocksDiffer) {
  private static final String SIGNATURE_TRAINING = "1.2.392.200149.8.5.1.0.20";
  private static final String SIGNATURE_REAL = "1.2.392.200149.8.5.1.1.20";
  private static final String USER_IDENTIFICATION = "1.2.392.200149.8.5.1.3.30";

  public Profiles {
    policies = Map.copyOf(policies);
    for (CertificateKind kind : CertificateKind.values()) {
      if (policies.getOrDefault(kind, Set.of()).isEmpty()) {
        throw new IllegalArgumentException("each kind has a policy by which it is known");
      }
    }
    if (clocksDiffer.isNegative()) {
      throw new IllegalArgumentException("clocks differ by some time or by none");
    }
  }

  /**
   * Those of this authority (see {@code docs/profiles.md}) and of the real service: which of them
   * is trusted, the anchors say.
   */
  public static Profiles usual() {
    return new Profiles(
        Map.of(
            CertificateKind.SIGNATURE,
            Set.of(SIGNATURE_TRAINING, SIGNATURE_REAL),
            CertificateKind.USER_IDENTIFICATION,
            Set.of(USER_IDENTIFICATION)),
        Duration.ofMinutes(5));
  }

  /** Returns whether certificates of a kind have that policy. */
  boolean isOf(CertificateKind kind, String policy) {
    return policies.getOrDefault(kind, Set.of()).contains(policy);
  }
}
