package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** A certificate before it is signed: whatever is right in it can be made wrong. */
public final class CertificateDraft {
  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
  private X500Name issuer;
  private X500Name subject;
  private SubjectPublicKeyInfo key;
  private BigInteger serial;
  private Instant from;
  private Instant until;

  /** Begins one with what every certificate has. */
  CertificateDraft(X500Name issuer, X500Name subject, SubjectPublicKeyInfo key, BigInteger serial) {
    this.issuer = issuer;
    this.subject = subject;
    this.key = key;
    this.serial = serial;
  }

  /** Says when it is valid. */
  public CertificateDraft valid(Instant first, Instant last) {
    from = first;
    until = last;
    return this;
  }

  /** Gives it another serial number. */
  public CertificateDraft serial(BigInteger other) {
    serial = other;
    return this;
  }

  /** Gives it another subject. */
  public CertificateDraft subject(X500Name other) {
    subject = other;
    return this;
  }

  /** Says that somebody else issued it. */
  public CertificateDraft issuer(X500Name other) {
    issuer = other;
    return this;
  }

  /** Puts another key in. */
  public CertificateDraft key(SubjectPublicKeyInfo other) {
    key = other;
    return this;
  }

  /** Puts an extension in, in the place of what was there. */
  public CertificateDraft with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.put(id, new Extension(id, critical, value.toASN1Primitive().getEncoded("DER")));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves an extension out. */
  public CertificateDraft without(ASN1ObjectIdentifier id) {
    extensions.remove(id);
    return this;
  }

  /** Has it signed by a key. */
  public X509CertificateHolder signedBy(SampleKey signer) {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer, serial, Date.from(from), Date.from(until), subject, key);
    try {
      for (Extension extension : extensions.values()) {
        builder.addExtension(extension);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder.build(signer.signer());
  }
}
