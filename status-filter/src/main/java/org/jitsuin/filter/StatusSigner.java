package org.jitsuin.filter;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may sign heads: a key that an authority certified for that, and for nothing else. */
public final class StatusSigner {
  /**
   * The extended key usage of such a key: a UUID as an object identifier (Recommendation ITU-T
   * X.667), which nobody has to assign.
   */
  public static final String PURPOSE = "2.25.191866293306132187820079438926869282010";

  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  /** SHA-2 with RSA (PKCS #1 v1.5) and with ECDSA. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          "1.2.840.113549.1.1.11",
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.10045.4.3.2",
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4");

  private StatusSigner() {}

  /** Returns which of the authorities certified the key for signing heads. */
  static Optional<X509Certificate> authorityOf(
      X509Certificate signer, Collection<X509Certificate> authorities) {
    return isForStatus(signer)
        ? authorities.stream().filter(authority -> issued(authority, signer)).findFirst()
        : Optional.empty();
  }

  private static boolean isForStatus(X509Certificate signer) {
    try {
      boolean[] usage = signer.getKeyUsage();
      Set<String> critical = signer.getCriticalExtensionOIDs();
      return List.of(PURPOSE).equals(signer.getExtendedKeyUsage())
          && usage != null
          && usage[0]
          && signer.getBasicConstraints() < 0
          && Set.of(KEY_USAGE, EXTENDED_KEY_USAGE).containsAll(critical);
    } catch (CertificateParsingException | RuntimeException e) {
      return false;
    }
  }

  private static boolean issued(X509Certificate authority, X509Certificate signer) {
    try {
      if (!signer.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
          || !ALGORITHMS.contains(signer.getSigAlgOID())) {
        return false;
      }
      signer.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
