package org.jitsuin.base.repository;

import java.security.cert.X509Certificate;
import org.jitsuin.base.model.Issuer;

/**
 * A link certificate, as a manifest lists it: the key of one generation of an authority certifies
 * the key of another (RFC 9810 §4.4).
 *
 * @param issuer the generation whose key signed
 * @param subject the generation whose key is certified
 */
public record ListedLink(Issuer issuer, Issuer subject, X509Certificate certificate) {
  public ListedLink {
    if (issuer.authority() != subject.authority()) {
      throw new IllegalArgumentException("a link certificate is between two authorities");
    }
  }

  /**
   * Returns the name in addresses and for people, such as {@code signature-g2-new-with-old}: the
   * newer of the two generations, and whose key is certified with whose.
   */
  public String id() {
    return id(issuer, subject);
  }

  /** Returns the {@link #id()} of the link between two generations of one authority. */
  public static String id(Issuer issuer, Issuer subject) {
    return subject.generation() > issuer.generation()
        ? subject + "-new-with-old"
        : issuer + "-old-with-new";
  }
}
