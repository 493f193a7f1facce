package org.jitsuin.base.der;

/** Octets that are not the DER they have to be; caught where parsing began. */
public final class DerException extends Exception {
  private static final long serialVersionUID = 1L;

  public DerException(String message) {
    // Anyone can cause this at will, so it must be cheap: no stack trace.
    super(message, null, false, false);
  }
}
