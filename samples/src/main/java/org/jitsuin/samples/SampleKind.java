package org.jitsuin.samples;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The two kinds of certificates, as their real profiles have them. */
public enum SampleKind {
  SIGNATURE(
      "signature",
      "digital signature",
      KeyUsage.digitalSignature | KeyUsage.nonRepudiation,
      "1.2.392.200149.8.5.1.0.20"),
  USER_IDENTIFICATION(
      "user-identification",
      "user authentication",
      KeyUsage.digitalSignature,
      "1.2.392.200149.8.5.1.3.30");

  private final String id;
  private final String purpose;
  private final int usage;
  private final String policy;

  SampleKind(String id, String purpose, int usage, String policy) {
    this.id = id;
    this.purpose = purpose;
    this.usage = usage;
    this.policy = policy;
  }

  /** Returns the name of the authority, which is clearly nobody's. */
  public X500Name authorityName() {
    return new X500Name("C=JP, O=JITSUIN-SAMPLES, OU=Not an authority, OU=Samples for " + purpose);
  }

  /** Returns its name in files. */
  public String id() {
    return id;
  }

  int usage() {
    return usage;
  }

  String policy() {
    return policy;
  }
}
