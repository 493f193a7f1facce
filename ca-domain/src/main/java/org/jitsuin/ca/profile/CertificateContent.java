package org.jitsuin.ca.profile;

import java.time.Instant;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Serial;

/**
 * The content of a certificate without its signature (RFC 5280 §4.1.2). It is encoded once, so that
 * what is linted, recorded, signed and compared are the same bytes.
 */
public final class CertificateContent {
  private static final int VERSION_3 = 2;

  private final X500Name issuer;
  private final Serial serial;
  private final SignatureScheme scheme;
  private final Instant notBefore;
  private final Instant notAfter;
  private final X500Name subject;
  private final SubjectPublicKeyInfo key;
  private final Extensions extensions;
  private final byte[] toBeSigned;

  /**
   * @param scheme how it will be signed
   * @param notBefore in whole seconds
   * @param notAfter in whole seconds, inclusive
   */
  public CertificateContent(
      X500Name issuer,
      Serial serial,
      SignatureScheme scheme,
      Instant notBefore,
      Instant notAfter,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Extensions extensions) {
    this.issuer = issuer;
    this.serial = serial;
    this.scheme = scheme;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
    this.subject = subject;
    this.key = key;
    this.extensions = extensions;
    this.toBeSigned = encode();
  }

  /**
   * <pre>
   * TBSCertificate ::= SEQUENCE {
   *   version         [0]  EXPLICIT Version DEFAULT v1,
   *   serialNumber         CertificateSerialNumber,
   *   signature            AlgorithmIdentifier,
   *   issuer               Name,
   *   validity             SEQUENCE { notBefore Time, notAfter Time },
   *   subject              Name,
   *   subjectPublicKeyInfo SubjectPublicKeyInfo,
   *   extensions      [3]  EXPLICIT Extensions OPTIONAL }
   * </pre>
   */
  private byte[] encode() {
    return DerWriter.sequence(
        DerWriter.element(DerTag.constructed(0), DerWriter.integer(VERSION_3)),
        DerWriter.encode(new ASN1Integer(serial.value())),
        DerWriter.encode(scheme.algorithmIdentifier()),
        DerWriter.encode(issuer),
        DerWriter.sequence(DerTime.encode(notBefore), DerTime.encode(notAfter)),
        DerWriter.encode(subject),
        DerWriter.encode(key),
        DerWriter.element(DerTag.constructed(3), DerWriter.encode(extensions)));
  }

  public X500Name issuer() {
    return issuer;
  }

  public Serial serial() {
    return serial;
  }

  /** Returns the scheme by which it will be signed. */
  public SignatureScheme scheme() {
    return scheme;
  }

  /** Returns the beginning of the validity, in whole seconds. */
  public Instant notBefore() {
    return notBefore;
  }

  /** Returns the end of the validity, in whole seconds, inclusive. */
  public Instant notAfter() {
    return notAfter;
  }

  public X500Name subject() {
    return subject;
  }

  public SubjectPublicKeyInfo key() {
    return key;
  }

  public Extensions extensions() {
    return extensions;
  }

  /** The DER of the TBSCertificate. */
  public byte[] toBeSigned() {
    return toBeSigned.clone();
  }
}
