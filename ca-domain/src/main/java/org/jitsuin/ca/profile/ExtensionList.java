package org.jitsuin.ca.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** The extensions of one certificate, in the order in which they were added. */
final class ExtensionList {
  private final ExtensionsGenerator generator = new ExtensionsGenerator();

  ExtensionList critical(ASN1ObjectIdentifier oid, ASN1Encodable value) {
    return add(oid, true, value);
  }

  ExtensionList plain(ASN1ObjectIdentifier oid, ASN1Encodable value) {
    return add(oid, false, value);
  }

  private ExtensionList add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      generator.addExtension(oid, critical, value);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("extension " + oid + " cannot be encoded", e);
    }
  }

  /** RFC 5280 §4.2.1.3, critical. */
  ExtensionList keyUsage(int bits) {
    return critical(Extension.keyUsage, new KeyUsage(bits));
  }

  /** RFC 5280 §4.2.1.2, method 1: SHA-1 of the public key, a name and no protection. */
  ExtensionList subjectKeyIdentifier(SubjectPublicKeyInfo key) {
    try {
      return plain(
          Extension.subjectKeyIdentifier,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** RFC 5280 §4.2.1.1. */
  ExtensionList authorityKeyIdentifier(byte[] keyIdentifier) {
    return plain(Extension.authorityKeyIdentifier, new AuthorityKeyIdentifier(keyIdentifier));
  }

  ExtensionList directoryName(ASN1ObjectIdentifier oid, X500Name name) {
    return plain(oid, new GeneralNames(new GeneralName(name)));
  }

  Extensions extensions() {
    return generator.generate();
  }
}
