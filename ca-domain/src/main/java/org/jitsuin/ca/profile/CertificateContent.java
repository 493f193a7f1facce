package org.jitsuin.ca.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Serial;

/**
 * The content of a certificate without its signature (RFC 5280 §4.1.2). It is encoded once, so that
 * what is linted, recorded, signed and compared are the same bytes.
 */
public final class CertificateContent {
  private static final int FIRST_UTC_YEAR = 1950;
  private static final int LAST_UTC_YEAR = 2049;
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);

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

  private byte[] encode() {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setIssuer(issuer);
    generator.setSerialNumber(new ASN1Integer(serial.value()));
    generator.setSignature(scheme.algorithmIdentifier());
    generator.setStartDate(time(notBefore));
    generator.setEndDate(time(notAfter));
    generator.setSubject(subject);
    generator.setSubjectPublicKeyInfo(key);
    generator.setExtensions(extensions);
    try {
      return generator.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate cannot be encoded", e);
    }
  }

  /** UTCTime until 2049, GeneralizedTime from then (RFC 5280 §4.1.2.5). */
  private static Time time(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    return new Time(
        utc.getYear() >= FIRST_UTC_YEAR && utc.getYear() <= LAST_UTC_YEAR
            ? new DERUTCTime(UTC_TIME.format(utc))
            : new DERGeneralizedTime(GENERALIZED_TIME.format(utc)));
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
