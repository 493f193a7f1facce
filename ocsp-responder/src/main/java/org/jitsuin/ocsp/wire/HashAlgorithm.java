package org.jitsuin.ocsp.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jitsuin.base.model.CertIdHash;

/** The hash algorithms by which a request may name an issuer (RFC 6960 §4.3, RFC 9919 §3.1.1). */
public enum HashAlgorithm {
  SHA_1("SHA-1", "2b0e03021a"),
  SHA_256("SHA-256", "608648016503040201"),
  SHA_384("SHA-384", "608648016503040202"),
  SHA_512("SHA-512", "608648016503040203");

  private final String jcaName;
  private final String oid;

  HashAlgorithm(String jcaName, String oid) {
    this.jcaName = jcaName;
    this.oid = oid;
  }

  /**
   * @param oid the content octets of an OBJECT IDENTIFIER
   */
  static Optional<HashAlgorithm> byOid(byte[] oid) {
    String wanted = HexFormat.of().formatHex(oid);
    return Arrays.stream(values()).filter(known -> known.oid.equals(wanted)).findFirst();
  }

  CertIdHash counted() {
    return switch (this) {
      case SHA_1 -> CertIdHash.SHA_1;
      case SHA_256 -> CertIdHash.SHA_256;
      case SHA_384, SHA_512 -> CertIdHash.OTHER;
    };
  }

  byte[] hash(byte[] octets) {
    try {
      return MessageDigest.getInstance(jcaName).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + jcaName, e);
    }
  }
}
