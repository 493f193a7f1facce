package org.jitsuin.verifier.status;

import java.util.Arrays;

/** Why a certificate was revoked (RFC 5280 §5.3.1). */
public enum Reason {
  /** Not said, or said by a code that has no meaning. */
  UNSPECIFIED(0),
  /** Somebody else may have the key. */
  KEY_COMPROMISE(1),
  /** The authority's own key is no longer safe. */
  CA_COMPROMISE(2),
  /** What stands in the certificate is no longer so: name or address changed. */
  AFFILIATION_CHANGED(3),
  /** A newer certificate took its place. */
  SUPERSEDED(4),
  /** It is no longer needed: given up, the card returned, the holder dead or abroad. */
  CESSATION_OF_OPERATION(5),
  /** Suspended: it may become good again. */
  CERTIFICATE_HOLD(6),
  /** A right that went with it was withdrawn. */
  PRIVILEGE_WITHDRAWN(9),
  /** The key of who gave attributes is no longer safe. */
  AA_COMPROMISE(10);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** Returns the code of RFC 5280. */
  public int code() {
    return code;
  }

  /** Returns the reason of a code; {@link #UNSPECIFIED} where it has none. */
  public static Reason of(int code) {
    return Arrays.stream(values()).filter(one -> one.code == code).findFirst().orElse(UNSPECIFIED);
  }
}
