package org.jitsuin.crl.publish;

/** Work on CRLs that is to be run again and again, never twice at once. */
public interface CrlLine extends Runnable {
  /** Stops after the round that is going on, and lets another server go on at once. */
  void close();
}
