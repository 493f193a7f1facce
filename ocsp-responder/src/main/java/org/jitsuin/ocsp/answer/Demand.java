package org.jitsuin.ocsp.answer;

/** What becomes of an answer that has to be signed, and so how much it may ask of the token. */
public enum Demand {
  /** It is about a certificate that was issued, and will be given to all who ask the same. */
  FOR_ALL,

  /** It is about certificates that were issued, and for one client alone. */
  FOR_ONE,

  /** It is about a serial number that is not known: anybody can think of any number of these. */
  NOT_KNOWN
}
