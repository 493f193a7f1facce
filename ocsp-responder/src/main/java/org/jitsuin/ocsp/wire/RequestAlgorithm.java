package org.jitsuin.ocsp.wire;

import java.util.Arrays;
import java.util.Optional;

/** The algorithms that signatures of requests are verified with. */
public enum RequestAlgorithm {
  RSA_SHA256("SHA256withRSA", "2a864886f70d01010b"),
  RSA_SHA384("SHA384withRSA", "2a864886f70d01010c"),
  RSA_SHA512("SHA512withRSA", "2a864886f70d01010d"),
  ECDSA_SHA256("SHA256withECDSA", "2a8648ce3d040302"),
  ECDSA_SHA384("SHA384withECDSA", "2a8648ce3d040303"),
  ECDSA_SHA512("SHA512withECDSA", "2a8648ce3d040304");

  private final String jcaName;
  private final String oid;

  RequestAlgorithm(String jcaName, String oid) {
    this.jcaName = jcaName;
    this.oid = oid;
  }

  /** The name of the {@code java.security.Signature}. */
  public String jcaName() {
    return jcaName;
  }

  static Optional<RequestAlgorithm> of(AlgorithmName name) {
    return Arrays.stream(values())
        .filter(known -> known.oid.equals(name.oid()) && !name.hasParameters())
        .findFirst();
  }
}
