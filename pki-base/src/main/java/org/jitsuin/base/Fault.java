package org.jitsuin.base;

/**
 * A failure outside the rules: of the token, the database, a setting. Expected refusals are values,
 * not exceptions.
 *
 * <p>The message never holds personal data, a PIN or a password.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultCode code;

  public Fault(FaultCode code, String message) {
    super(message);
    this.code = code;
  }

  public Fault(FaultCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public FaultCode code() {
    return code;
  }

  /**
   * Returns whether nothing else can be done with the database either, so that parts need not be
   * tried.
   */
  public boolean stopsAll() {
    return code == FaultCode.DATABASE_UNAVAILABLE || code == FaultCode.RECOVERY_NEEDED;
  }
}
