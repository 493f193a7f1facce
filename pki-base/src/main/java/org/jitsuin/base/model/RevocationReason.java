package org.jitsuin.base.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The reason of a revocation (RFC 5280 §5.3.1).
 *
 * <pre>
 * CRLReason ::= ENUMERATED {
 *   unspecified (0), keyCompromise (1), cACompromise (2), affiliationChanged (3), superseded (4),
 *   cessationOfOperation (5), certificateHold (6), removeFromCRL (8), privilegeWithdrawn (9),
 *   aACompromise (10) }
 * </pre>
 */
public enum RevocationReason {
  UNSPECIFIED(0, "unspecified"),
  KEY_COMPROMISE(1, "keyCompromise"),
  CA_COMPROMISE(2, "cACompromise"),
  AFFILIATION_CHANGED(3, "affiliationChanged"),
  SUPERSEDED(4, "superseded"),
  CESSATION_OF_OPERATION(5, "cessationOfOperation"),
  CERTIFICATE_HOLD(6, "certificateHold"),
  REMOVE_FROM_CRL(8, "removeFromCRL"),
  PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn"),
  AA_COMPROMISE(10, "aACompromise");

  private final int code;
  private final String id;

  RevocationReason(int code, String id) {
    this.code = code;
    this.id = id;
  }

  /** The value of the ENUMERATED. */
  public int code() {
    return code;
  }

  /** The name in RFC 5280, as in the API and in audit entries. */
  public String id() {
    return id;
  }

  public static Optional<RevocationReason> byCode(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
  }

  @Override
  public String toString() {
    return id;
  }
}
