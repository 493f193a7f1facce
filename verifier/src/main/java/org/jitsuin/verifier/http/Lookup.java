package org.jitsuin.verifier.http;

import java.io.IOException;
import java.net.URI;

/** Asks for what is at an address. */
@FunctionalInterface
public interface Lookup {
  /**
   * Returns what is there.
   *
   * @param most how many octets it may have
   * @throws TooLargeException if it is longer
   * @throws IOException if it does not come in time, or not properly
   */
  byte[] get(URI address, int most) throws IOException;
}
