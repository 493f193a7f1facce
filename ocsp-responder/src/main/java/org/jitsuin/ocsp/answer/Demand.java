package org.jitsuin.ocsp.answer;

/**
 * The demand for an answer that has to be signed, which decides how much it may ask of the token.
 */
public enum Demand {
  /**
   * The answer is about a certificate that was issued, and will be given to all who ask the same.
   */
  FOR_ALL,

  /** The answer is about certificates that were issued, and for one client alone. */
  FOR_ONE,

  /** The answer is about an unknown serial number, of which anybody can think up any number. */
  NOT_KNOWN
}
