package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** A CRL before it is signed: whatever is right in it can be made wrong. */
public final class CrlDraft {
  private final X509v2CRLBuilder builder;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();

  /** Begins a complete one of an authority, current from a time to another. */
  public CrlDraft(SampleAuthority authority, long number, Instant from, Instant until) {
    this(authority.kind().authorityName(), from, until);
    with(Extension.authorityKeyIdentifier, false, authority.ownKey());
    with(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
  }

  /** Begins one without any extension. */
  CrlDraft(X500Name issuer, Instant from, Instant until) {
    builder = new X509v2CRLBuilder(issuer, Date.from(from));
    builder.setNextUpdate(Date.from(until));
  }

  /** Says that it is of one distribution point, and of certificates of cards. */
  public CrlDraft of(GeneralNames names) {
    return with(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(
            new DistributionPointName(names), true, false, null, false, false));
  }

  /** Makes a delta of it, upon the complete one with that number. */
  public CrlDraft upon(long base) {
    return with(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(base)));
  }

  /** Says where its delta is. */
  public CrlDraft freshest(GeneralNames names) {
    return with(Extension.freshestCRL, false, SampleAuthority.points(names));
  }

  /** Adds an extension. */
  public CrlDraft with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.addExtension(id, critical, value);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lists a certificate.
   *
   * @param reason a code of RFC 5280; 0 to say none
   */
  public CrlDraft entry(BigInteger serial, Instant since, int reason) {
    builder.addCRLEntry(serial, Date.from(since), reason);
    return this;
  }

  /** Lists a certificate with a critical extension that nobody knows. */
  public CrlDraft strangeEntry(BigInteger serial, Instant since) {
    try {
      ExtensionsGenerator ofEntry = new ExtensionsGenerator();
      ofEntry.addExtension(
          new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"), true, CRLReason.lookup(1));
      Extensions generated = ofEntry.generate();
      builder.addCRLEntry(serial, Date.from(since), generated);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has it signed by a key. */
  public byte[] signedBy(SampleKey key) {
    try {
      for (Extension one : extensions.isEmpty() ? new Extension[0] : all()) {
        builder.addExtension(one);
      }
      return builder.build(key.signer()).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Extension[] all() {
    Extensions generated = extensions.generate();
    return Arrays.stream(generated.getExtensionOIDs())
        .map(generated::getExtension)
        .toArray(Extension[]::new);
  }
}
