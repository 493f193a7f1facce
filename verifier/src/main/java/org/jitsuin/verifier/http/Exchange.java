package org.jitsuin.verifier.http;

import java.io.IOException;
import java.net.URI;

/** Sends a question and takes an answer. */
@FunctionalInterface
public interface Exchange {
  /**
   * Sends octets.
   *
   * @param type the media type of what is sent
   * @param most how many octets an answer may have
   * @return the answer
   * @throws TooLargeException if it is longer
   * @throws IOException if none comes in time, or not properly
   */
  byte[] post(URI address, String type, byte[] content, int most) throws IOException;
}
