package org.jitsuin.base;

/**
 * The closed list of what can go wrong besides a refusal; stable, so operators can search for it.
 */
public enum FaultCode {
  /** A setting is missing, malformed or contradicts another one. */
  SETTING_INVALID,
  /** The token cannot be reached: no library, no such slot, or the session is lost for good. */
  TOKEN_UNAVAILABLE,
  /** The token refused the PIN. It is not tried again until the PIN file changes. */
  TOKEN_PIN_REFUSED,
  /** The token holds no key under the name asked for. */
  TOKEN_KEY_MISSING,
  /** The token cannot make as many signatures as are requested; the caller should shed load. */
  SIGNING_BUSY,
  /** The token did not sign before the deadline. */
  SIGNING_TIMEOUT,
  /** The authority has no valid key generation, or no key ceremony was held. */
  AUTHORITY_MISSING,
  /** The database cannot be reached, or is out of order. */
  DATABASE_UNAVAILABLE,
  /**
   * A file cannot be read or written: the disk is full, a right is missing, the file is damaged.
   */
  FILES_UNAVAILABLE,
  /** Data that was read back is not what it must be: a signature, a certificate, a stored row. */
  INTEGRITY_VIOLATED,
  /** Each attempt conflicted with other transactions. */
  DATABASE_CONFLICT,
  /** The database does not take the data, however often it is sent. */
  DATABASE_REFUSED,
  /** The database does not take a statement of ours. */
  DATABASE_BROKEN,
  /**
   * The database is an older state of itself: more was signed and published than it knows. Nothing
   * is recorded or signed until operators have recovered.
   */
  RECOVERY_NEEDED
}
