package org.jitsuin.ocsp.wire;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.model.Serial;

/**
 * The certificate that is asked for (RFC 6960 §4.1.1). Two are equal if their encodings are.
 *
 * <pre>
 * CertID ::= SEQUENCE {
 *   hashAlgorithm   AlgorithmIdentifier,
 *   issuerNameHash  OCTET STRING,
 *   issuerKeyHash   OCTET STRING,
 *   serialNumber    CertificateSerialNumber }
 * </pre>
 */
public final class CertId {
  private final byte[] encoded;
  private final int hashCode;
  private final CertIdHash hash;
  private final Optional<IssuerHashes> issuer;
  private final Optional<Serial> serial;

  CertId(byte[] encoded, CertIdHash hash, Optional<IssuerHashes> issuer, Optional<Serial> serial) {
    this.encoded = encoded;
    this.hashCode = Arrays.hashCode(encoded);
    this.hash = hash;
    this.issuer = issuer;
    this.serial = serial;
  }

  /** The DER as it came; the response repeats it. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Returns by which hash the issuer is named, to be counted. */
  public CertIdHash hash() {
    return hash;
  }

  /**
   * Returns how the issuer is named; empty where the hash algorithm is one that names no issuer of
   * ours.
   */
  public Optional<IssuerHashes> issuer() {
    return issuer;
  }

  /**
   * The serial number; empty where it is zero, negative or longer than 20 octets, so that no
   * certificate was ever issued with it.
   */
  public Optional<Serial> serial() {
    return serial;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof CertId certId && Arrays.equals(encoded, certId.encoded));
  }

  @Override
  public int hashCode() {
    return hashCode;
  }
}
