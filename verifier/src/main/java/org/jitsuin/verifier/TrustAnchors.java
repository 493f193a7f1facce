package org.jitsuin.verifier;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.key.Der;
import org.jitsuin.verifier.key.SignatureCheck;

/**
 * The authorities that are trusted, each for one kind of certificate. An authority has several keys
 * in the course of time, under one name; link certificates (RFC 9810 §4.4) lead from a key that is
 * trusted to the next, or to the one before.
 *
 * <pre>{@code
 * TrustAnchors trusted =
 *     TrustAnchors.none()
 *         .with(CertificateKind.SIGNATURE, signatureAuthority)
 *         .with(CertificateKind.USER_IDENTIFICATION, userIdentificationAuthority)
 *         .withLinks(linkCertificates);
 * }</pre>
 */
public final class TrustAnchors {
  private final List<TrustedKey> anchors;
  private final List<X509CertificateHolder> links;
  private final List<TrustedKey> keys;

  private TrustAnchors(List<TrustedKey> anchors, List<X509CertificateHolder> links) {
    this.anchors = List.copyOf(anchors);
    this.links = List.copyOf(links);
    this.keys = reachable(anchors, links);
  }

  /** Trusts nobody. */
  public static TrustAnchors none() {
    return new TrustAnchors(List.of(), List.of());
  }

  /**
   * Returns these and one more. Where it comes from, whoever trusts it has made sure.
   *
   * @throws IllegalArgumentException if it is no self-signed certificate of an authority, or is
   *     trusted for the other kind already
   */
  public TrustAnchors with(CertificateKind kind, X509Certificate authority) {
    X509CertificateHolder holder = read(authority);
    if (!TrustedKey.isAuthority(holder)
        || !SignatureCheck.issued(holder.getSubjectPublicKeyInfo(), holder)) {
      throw new IllegalArgumentException("no self-signed certificate of an authority");
    }
    if (anchors.stream()
        .anyMatch(one ->
            one.kind() != kind && one.certificate().getSubject().equals(holder.getSubject()))) {
      throw new IllegalArgumentException("an authority issues one kind of certificate");
    }
    List<TrustedKey> more = new ArrayList<>(anchors);
    more.add(new TrustedKey(kind, holder, Optional.empty()));
    return new TrustAnchors(more, links);
  }

  /**
   * Returns these, with certificates that may lead to other keys of the same authorities. Whatever
   * a trusted key did not sign is passed over, so that all of an authority's {@code .p7c} can be
   * given.
   */
  public TrustAnchors withLinks(Collection<X509Certificate> certificates) {
    List<X509CertificateHolder> more = new ArrayList<>(links);
    certificates.forEach(one -> presented(one).ifPresent(more::add));
    return new TrustAnchors(anchors, more);
  }

  private static X509CertificateHolder read(X509Certificate certificate) {
    return presented(certificate)
        .orElseThrow(() -> new IllegalArgumentException("no certificate in DER"));
  }

  private static List<TrustedKey> reachable(
      List<TrustedKey> anchors, List<X509CertificateHolder> links) {
    List<TrustedKey> found = new ArrayList<>(anchors);
    for (int i = 0; i < found.size(); i++) {
      TrustedKey by = found.get(i);
      for (X509CertificateHolder link : links) {
        if (TrustedKey.isAuthority(link)
            && by.issued(link)
            && found.stream().noneMatch(key -> key.hasSameKey(link))) {
          found.add(new TrustedKey(by.kind(), link, Optional.of(by)));
        }
      }
    }
    return List.copyOf(found);
  }

  /** Whether an authority of that name is trusted at all. */
  boolean isKnown(X509CertificateHolder certificate) {
    return keys.stream()
        .anyMatch(key -> key.certificate().getSubject().equals(certificate.getIssuer()));
  }

  /** Returns the key that signed a certificate. */
  Optional<TrustedKey> issuerOf(X509CertificateHolder certificate) {
    return keys.stream().filter(key -> key.issued(certificate)).findFirst();
  }

  /** Returns all trusted certificates under the name of one. */
  List<X509CertificateHolder> sameName(TrustedKey key) {
    return keys.stream()
        .map(TrustedKey::certificate)
        .filter(one -> one.getSubject().equals(key.certificate().getSubject()))
        .toList();
  }

  /** Returns who is trusted, without anything of persons. */
  @Override
  public String toString() {
    return "TrustAnchors[" + anchors.size() + " anchors, " + keys.size() + " keys]";
  }

  /** Reads a certificate that somebody presented; empty where its octets are none in DER. */
  static Optional<X509CertificateHolder> presented(X509Certificate certificate) {
    try {
      return Der.read(certificate.getEncoded())
          .map(read -> new X509CertificateHolder(Certificate.getInstance(read)));
    } catch (CertificateEncodingException | RuntimeException e) {
      // Java takes certificates that Bouncy Castle does not, and the other way round.
      return Optional.empty();
    }
  }
}
